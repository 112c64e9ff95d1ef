import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../../src';

/** A resource that a program registered under mocks. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** Provider reference, cut to the provider's logical name. */
  readonly provider: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What it takes over, where it takes over something. */
  readonly imported?: string;
}

const SECRET = '4dabf18193072939515e22adb298388d';

/**
 * Runs a program under fresh mocks and answers what it registered, once everything of it is registered. A bucket without a name gets its
 * logical one.
 */
export async function declare<Result>(body: () => Result | Promise<Result>): Promise<{ result: Result; resources: Recorded[] }> {
  const resources: Recorded[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, provider, inputs, id: imported }) => {
      resources.push({ type, name, provider: provider?.split('::')[3] ?? '', inputs: inputs as Recorded['inputs'], ...(imported && { imported }) });
      const { id = `${name}-id`, ...state } = computed(type, name, inputs as Recorded['inputs']);
      return { id, state: { ...(/^aws:iam\/(user|group|role):/.test(type) && { name: `${name}-4f0a1c2` }), ...inputs, ...state } };
    },
    call: ({ inputs }) => inputs,
  }, 'proj', 'dev');
  try {
    return { result: await body(), resources };
  } finally {
    // also after a refusal: what was made before it is still on its way
    await pulumi.runtime.disconnect();
  }
}

function computed(type: string, name: string, inputs: Recorded['inputs']): { id?: string; [output: string]: unknown } {
  if (type === 'aws:s3/bucket:Bucket') {
    const bucket = (inputs.bucket as string | undefined) ?? `${name}-1a2b`;
    return { id: bucket, bucket, arn: `arn:aws:s3:::${bucket}` };
  }
  if (type === 'pulumi:pulumi:StackReference') return { outputs: { one: 'logs', two: 'downloads' } };
  if (type === 'aws:iam/policy:Policy') return { arn: `arn:aws:iam::111122223333:policy/${String(inputs.name)}` };
  if (type === 'aws:iam/role:Role') return { arn: `arn:aws:iam::111122223333:role/${String(inputs.name)}` };
  if (type === 'minio:index/iamServiceAccount:IamServiceAccount') return { accessKey: `${name}-id`, secretKey: `secret of ${name}` };
  if (type === 'selectel:index/iamS3CredentialsV1:IamS3CredentialsV1') return { accessKey: `${name}-id`, secretKey: `secret of ${name}` };
  if (type === 'aws:iam/accessKey:AccessKey') return { secret: `secret of ${name}` };
  return {};
}

/** The value of an Output, which must be known. */
export function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => output.apply((value) => resolve(value)));
}

/** What becomes of an Output: its value, or the error that its `apply` threw. Every promise of it is taken, since none may go unhandled. */
export async function outcomeOf(input: pulumi.Input<string>): Promise<{ value?: string; error?: Error & { code?: string } }> {
  const output = input as unknown as { readonly isKnown: Promise<boolean>; readonly isSecret: Promise<boolean>; promise(): Promise<string> };
  const [value] = await Promise.allSettled([output.promise(), output.isKnown, output.isSecret]);
  return value.status === 'fulfilled' ? { value: value.value } : { error: value.reason as Error };
}

/** The code of the error that a program is refused with, and its message. */
export async function refusal(body: () => unknown): Promise<{ code: string; message: string }> {
  try {
    await declare(body);
  } catch (error) {
    if (error instanceof AccessError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('the program was not refused');
}

/** The policies among resources, by `type name`, as objects. */
export function policiesOf(resources: readonly Recorded[]): Record<string, unknown> {
  return Object.fromEntries(resources
    .filter(({ inputs }) => typeof inputs.policy === 'string')
    .map(({ type, name, inputs }) => [`${shortType(type)} ${name}`, JSON.parse(inputs.policy as string)]));
}

/** What was registered, in lines that a person reads: `User ci-uploader-user {…}`, without components and policy texts. */
export function linesOf(resources: readonly Recorded[]): string[] {
  return resources.filter(({ type }) => type.startsWith('aws:')).map(({ type, name, inputs }) => {
    const { policy, ...rest } = inputs;
    return `${shortType(type)} ${name} ${JSON.stringify(unwrap(rest))}${policy === undefined ? '' : ' + policy'}`;
  }).sort();
}

function shortType(type: string): string {
  return type.split(':')[2];
}

function unwrap(inputs: object): unknown {
  return JSON.parse(JSON.stringify(inputs, (_, value: unknown) => (typeof value === 'object' && value !== null && SECRET in value ? 'a secret' : value)));
}
