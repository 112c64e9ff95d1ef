import { setTimeout } from 'node:timers/promises';
import { AccessError } from '../../errors';
import { s3Arn } from '../../policy/s3-arn';
import { USER_AGENT } from '../derive/question';
import { verdictOf } from '../judge';
import { CONTENT } from '../operations';
import { scratchName } from '../scratch';
import type { Answer, Connection } from '../types';
import { SendError, type Client } from '../wire/client';
import { encoded, queryText, signedHeaders, type AccessKey } from '../wire/sigv4';

/** Whether a policy was taken, and what a request came to under it. */
export type Answered = 'refused' | 'passes' | 'denied' | 'unclear';

/** One request to the scratch bucket. */
export interface Probe {
  /** @default GetObject */
  readonly action?: 's3:GetObject' | 's3:PutObject' | 's3:ListBucket';
  /** The name of the object, below the scratch folder. @default probe */
  readonly name?: string;
  readonly query?: ReadonlyArray<readonly [name: string, value: string]>;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - the first that there is */
  readonly connection?: Connection;
  /** @default false */
  readonly isAnonymous?: boolean;
}

/** A statement as the policy language writes it. */
export type ProbeStatement = Readonly<Record<string, unknown>>;

/** What a profile is probed with. */
export interface ProberParts {
  readonly client: Client;
  readonly endpoints: Readonly<Partial<Record<Connection, string>>>;
  readonly iamEndpoint: string;
  readonly region: string;
  /** A bucket with nothing in it that matters. Its policy is overwritten and removed. */
  readonly bucket: string;
  readonly run: string;
  /** Who may write policies and the bucket. */
  readonly owner: AccessKey;
  /** A user without policies of its own, and its key. */
  readonly user: { readonly name: string; readonly key: AccessKey };
  /** How long a policy takes until it counts, in milliseconds. */
  readonly settle: number;
}

/** What says that the question didn't get through. */
const CLOCK_OR_KEY = /^(?:RequestTimeTooSkewed|RequestExpired|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|InvalidClientTokenId)$/;

/** The name of the one policy that a user is given and loses again. */
const POLICY = 'bucket-grants-verify';
const OBJECT_ACTIONS = { 's3:GetObject': 'GET', 's3:PutObject': 'PUT', 's3:ListBucket': 'GET' } as const;

/** Gives a user or a scratch bucket a policy, asks one request, and takes the policy away again. */
export class Prober {
  constructor(public readonly parts: ProberParts) {}

  /** How the server can be reached. */
  public get connections(): readonly Connection[] {
    return (['https', 'http'] as const).filter((connection) => this.parts.endpoints[connection] !== undefined);
  }

  /** The pattern of all objects of the scratch folder, or of one of them. */
  public objects(name = '*'): string {
    return s3Arn(`${this.parts.bucket}/${scratchName(this.parts.run)}/${name}`);
  }

  /** The bucket and what the run has in it. */
  public get everything(): readonly string[] {
    return [s3Arn(this.parts.bucket), this.objects()];
  }

  /** Puts an object as the owner. @throws AccessError where it can't */
  public async make(name: string): Promise<void> {
    this.demand(await this.s3('PUT', this.path(name), [], CONTENT, this.parts.owner), `the owner can't put an object into ${this.parts.bucket}`);
  }

  /** Asks a request under a policy of the user. */
  public async underIdentity(statements: readonly ProbeStatement[], probe: Probe = {}, version = '2012-10-17'): Promise<Answered> {
    const document = JSON.stringify({ Version: version, Statement: statements });
    const put = await this.iam({ Action: 'PutUserPolicy', PolicyName: POLICY, PolicyDocument: document });
    if (put.status >= 300) return put.status >= 500 || put.status === 403 || put.status === 405 ? 'unclear' : 'refused';
    return this.ask(probe);
  }

  /** Asks a request under a policy of the bucket, beside one of the user where that is given. */
  public async underBucket(statements: readonly ProbeStatement[], probe: Probe = {}, identity: readonly ProbeStatement[] = []): Promise<Answered> {
    if (identity.length > 0) await this.iam({ Action: 'PutUserPolicy', PolicyName: POLICY, PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: identity }) });
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const put = await this.s3('PUT', `/${this.parts.bucket}`, [['policy', '']], document, this.parts.owner);
    if (put.status >= 300) return put.status >= 500 || put.status === 403 ? 'unclear' : 'refused';
    const answered = await this.ask(probe);
    await this.s3('DELETE', `/${this.parts.bucket}`, [['policy', '']], '', this.parts.owner);
    await this.forget();
    return answered;
  }

  /** Whether the owner's key gives a user policies at all. @throws AccessError where it doesn't */
  public async checkOwner(): Promise<void> {
    const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: this.everything };
    const put = await this.iam({ Action: 'PutUserPolicy', PolicyName: POLICY, PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [allow] }) });
    this.demand(put, `the IAM API does not give ${this.parts.user.name} a policy`);
    const passes = await this.ask({});
    await this.forget();
    const denied = await this.ask({});
    if (passes === 'passes' && denied === 'denied') return;
    throw new AccessError({
      code: 'InvalidProbe',
      message: `with one policy that allows it, a read by ${this.parts.user.name} ${passes === 'passes' ? 'passes' : 'does not pass'}, and without it ${denied === 'denied' ? 'is denied' : 'is not denied'}: nothing can be learnt from such a user`,
      remedy: 'name a user who has no policy and is in no group, a bucket without a policy, and --settle with the seconds after which a policy counts',
    });
  }

  /** Takes away all that was made. */
  public async cleanUp(names: readonly string[]): Promise<void> {
    await this.forget();
    await this.s3('DELETE', `/${this.parts.bucket}`, [['policy', '']], '', this.parts.owner);
    for (const name of names) await this.s3('DELETE', this.path(name), [], '', this.parts.owner);
  }

  private forget(): Promise<Answer> {
    return this.iam({ Action: 'DeleteUserPolicy', PolicyName: POLICY });
  }

  private async ask({ action = 's3:GetObject', name = 'probe', query = [], headers = {}, connection, isAnonymous = false }: Probe): Promise<Answered> {
    if (this.parts.settle > 0) await setTimeout(this.parts.settle);
    const isList = action === 's3:ListBucket';
    const parameters = isList ? [['list-type', '2'] as const, ...query] : query;
    const body = action === 's3:PutObject' ? CONTENT : '';
    const key = isAnonymous ? undefined : this.parts.user.key;
    const answer = await this.s3(OBJECT_ACTIONS[action], isList ? `/${this.parts.bucket}` : this.path(name), parameters, body, key, headers, connection);
    const { passed } = verdictOf({ operation: isList ? 'ListBucket' : action === 's3:PutObject' ? 'PutObject' : 'GetObject' }, answer);
    return passed === undefined ? 'unclear' : passed ? 'passes' : 'denied';
  }

  private path(name: string): string {
    return `/${this.parts.bucket}/${[scratchName(this.parts.run), ...name.split('/')].map(encoded).join('/')}`;
  }

  private async s3(
    method: string, path: string, query: NonNullable<Probe['query']>, body: string, key: AccessKey | undefined, headers = {}, connection = this.connections[0],
  ): Promise<Answer> {
    const url = this.parts.endpoints[connection] ?? '';
    return this.send(url, method, path, query, body, key, headers, 's3');
  }

  private iam(parameters: Readonly<Record<string, string>>): Promise<Answer> {
    const body = queryText(Object.entries({ Version: '2010-05-08', UserName: this.parts.user.name, ...parameters }));
    return this.send(this.parts.iamEndpoint, 'POST', '/', [], body, this.parts.owner, { 'content-type': 'application/x-www-form-urlencoded' }, 'iam');
  }

  private async send(
    base: string, method: string, path: string, query: NonNullable<Probe['query']>, body: string, key: AccessKey | undefined,
    more: Readonly<Record<string, string>>, service: 's3' | 'iam',
  ): Promise<Answer> {
    const { host } = new URL(base);
    const headers = { 'user-agent': USER_AGENT, ...more, host };
    const scope = { region: this.parts.region, at: new Date(), service };
    const all = key === undefined ? headers : signedHeaders({ method, path, query, headers, body }, { ...scope, key });
    const text = queryText(query);
    try {
      const url = `${base}${path}${text === '' ? '' : `?${text}`}`;
      return await this.parts.client.send({ method, url, headers: { ...all, 'content-length': String(Buffer.byteLength(body)) }, body });
    } catch (error) {
      if (error instanceof SendError) return { status: 599, headers: {}, body: '' };
      throw error;
    }
  }

  private demand({ status, code = '' }: Answer, message: string): void {
    if (status < 300) return;
    if (status >= 500 || CLOCK_OR_KEY.test(code)) {
      throw new AccessError({ code: 'UnansweredProbe', message: `${message}: ${status === 599 ? 'no answer' : `${status} ${code}`.trim()}`, remedy: 'see to it that the server answers, has the same time and knows the keys' });
    }
    throw new AccessError({
      code: 'InvalidProbe',
      message: `${message}: ${`${status} ${code}`.trim()}`,
      remedy: 'name a scratch bucket of the owner, a user that the IAM API knows, and the endpoint of that API',
    });
  }
}
