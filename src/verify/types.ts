import type { OperationName } from './operations';

/** Who sends a request: a user with a key of its own, or nobody in particular, without a signature. */
export type Asker = { readonly user: string } | 'anonymous';

/** How a request reaches the server. */
export type Connection = 'https' | 'http';

/** How a request says who sends it: in a header, in a presigned URL, or not at all. */
export type Signing = 'header' | 'query' | 'none';

/** What a request is about: a bucket, or a key in it, or all buckets. */
export interface Target {
  /** The bucket; absent for what is about none. */
  readonly bucket?: string;
  /** The key of an object. */
  readonly key?: string;
}

/** One request with all that the server gets to see of it, but for its signature. */
export interface VerifyRequest extends Target {
  /** Who sends it. */
  readonly principal: Asker;
  /** What is asked of the server. */
  readonly operation: OperationName;
  /** The prefix that a listing is limited to. @default - it is not a listing */
  readonly prefix?: string;
  /** Query parameters beside those of the operation, in their order; one name may be there several times. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>;
  /** Headers beside those of the operation. */
  readonly headers: Readonly<Record<string, string>>;
  /** How it reaches the server. */
  readonly connection: Connection;
  /** How it says who sends it. */
  readonly signing: Signing;
}

/** A request with the answer that the policies give it. */
export interface VerifyCase extends VerifyRequest {
  /** Its number in the plan, from 1. */
  readonly id: number;
  /** The answer of `decide`. */
  readonly expected: 'allow' | 'deny';
  /** Why, in one sentence of `decide`. */
  readonly reason: string;
  /** What the request is there for, such as `granted`, `the folder without its slash` or `another bucket`. */
  readonly about: string;
}

/** Something that a run can't ask, with its reason. */
export interface NotTried {
  /** What it is, such as a user, an action or a request. */
  readonly what: string;
  /** Why it isn't asked. */
  readonly reason: string;
}

/** Something that a run makes before it asks: an object or an upload in parts, which requests read, list or remove. */
export interface Seed {
  /** What is made. */
  readonly kind: 'object' | 'upload';
  /** The request that makes it. */
  readonly request: VerifyRequest;
  /** The cases that need it, by number. */
  readonly cases: readonly number[];
}

/** Everything that a run will send, before anything is sent. */
export interface VerifyPlan {
  /** The name of the run, which all its scratch names have in them: `.verify-RUN`. */
  readonly run: string;
  /** What is made first. */
  readonly seeds: readonly Seed[];
  /** The requests, in the order in which they are sent: those that make something, those that read, and those that remove. */
  readonly cases: readonly VerifyCase[];
  /** What isn't asked. */
  readonly notTried: readonly NotTried[];
  /** Folders in which a run makes something that nobody with credentials may remove. */
  readonly lasting: readonly string[];
}

/** What a server answered, as far as it matters. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** The code of the error that S3 names in the body. @default - the body names none */
  readonly code?: string;
  /** Headers, with their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, as far as it was read. */
  readonly body: string;
}

/** Why there is no answer of the server to the question. */
export type NoAnswerCause =
  /** No connection, or one that broke. */
  | 'unreachable'
  /** No answer in time. */
  | 'timeout'
  /** A status of 500 or more. */
  | 'serverError'
  /** The server knows no such key, or another secret for it. */
  | 'rejectedKey'
  /** The clocks of the server and of this machine differ too much. */
  | 'clock'
  /** The server answered something that says neither yes nor no: it doesn't have the operation, or the bucket, or isn't S3. */
  | 'other';

/** What came of a case. */
export type Outcome =
  /** The server answered as the policies say. */
  | { readonly kind: 'agrees'; readonly status: number }
  /** It answered the opposite. */
  | { readonly kind: 'disagrees'; readonly status: number; readonly code?: string }
  /** It didn't answer the question. */
  | { readonly kind: 'noAnswer'; readonly cause: NoAnswerCause; readonly reason: string }
  /** It couldn't be asked: what it needs couldn't be made, the server doesn't take such a request, or the run ended before. */
  | { readonly kind: 'notTried'; readonly reason: string };

/** A case with what came of it. */
export interface CaseResult {
  /** The case. */
  readonly case: VerifyCase;
  /** What came of it. */
  readonly outcome: Outcome;
}

/** Something that a run made and couldn't remove. */
export interface LeftOver {
  /** The bucket. */
  readonly bucket: string;
  /** The key. */
  readonly key: string;
  /** What of the key: an object, one of its versions, the marker of its deletion, or an upload in parts. */
  readonly kind: 'object' | 'version' | 'marker' | 'upload';
  /** The version or the upload, by its id. @default - the object itself */
  readonly id?: string;
  /** Why it is still there. */
  readonly reason: string;
}

/** What a run found. */
export interface VerifyReport {
  /** The plan that was followed. */
  readonly plan: VerifyPlan;
  /** Each case with its outcome, in the order of the plan. */
  readonly results: readonly CaseResult[];
  /** What the run made and couldn't remove. */
  readonly left: readonly LeftOver[];
  /** Why the run ended before its end. @default - it didn't */
  readonly stopped?: string;
}

/** How a principal is called in reports. */
export function askerName(asker: Asker): string {
  return asker === 'anonymous' ? 'anonymous' : asker.user;
}
