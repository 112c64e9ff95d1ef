import { activeScale, readOnlyPrefix, type AccessPlanProps, type Grant } from '../../../src';
import type { Asks } from '../vendor-asks';

export const endpoints = { iamEndpoint: 'https://iam.activescale.example', s3Endpoint: 'https://s3.activescale.example' };
export const V70 = activeScale({ version: '7.0', ...endpoints });
export const V71 = activeScale({ version: '7.1', ...endpoints });

/** An example: where it stands, what is wrong with it there, its correct form, and requests that tell the two apart. */
export interface Example extends Asks {
  readonly section: string;
  /** Which of the document's printed examples it is, by section and number; none where the document has it in words only. */
  readonly at?: readonly string[];
  /** Who has the printed policy: the group, or the bucket. @default - the user alice */
  readonly holder?: 'group' | 'bucket';
  /** What is called otherwise here than there. */
  readonly names?: Readonly<Record<string, string>>;
  /** Whether the printed policy stands beside one that allows everything, which it says something against. */
  readonly beside?: true;
  /** Whether it prints no policy, but the form of one. */
  readonly form?: true;
  /** What the document's policy does otherwise than its text says; absent where it is right. */
  readonly wrong?: string;
  readonly plan: AccessPlanProps;
  /** What 7.0 lacks for it, so that it is refused; absent where it has all. */
  readonly on70?: string;
  /** What 7.0 lacks for statements that are kept as they are, of which lint tells. */
  readonly kept70?: string;
}

/** Where the users and buckets of the examples are. */
export const ACCOUNT = '652303226922';

export const user = (...grants: readonly Grant[]): AccessPlanProps => ({ users: { alice: { grants } } });
export const group = (...grants: readonly Grant[]): AccessPlanProps => ({ users: { alice: {}, bob: {}, carol: {} }, groups: { all: { members: ['alice', 'bob'], grants } } });
export const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => ({ user: name }));
export const bucket = 'my-example-bucket';
export const object = `${bucket}/my-object.txt`;
export const kept = (statement: object) => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
export const ANYBODY = { Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };
export const CONDITIONS = 'has no conditions';
export const EXTERNAL = 'arn:aws:iam::123456789012:user/external-user';
export const LOCKED = { 's3:object-lock-remaining-retention-days': 400, 's3:object-lock-mode': 'COMPLIANCE' };
export const UPLOADER = 'arn:aws:iam::376342406769:user/user-002';
export const full: Grant = readOnlyPrefix({ bucket, prefix: '' });
