import { bucketArn } from '../policy/s3-arn';

/** A resource as Pulumi's mocks see it being registered. */
export interface RegisteredResource {
  /** The type token, such as `aws:iam/user:User`. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** Its arguments, with all Outputs resolved. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The provider's URN and id. @default - the engine's own provider */
  readonly provider?: string;
}

/** What a Pulumi program registers under mocks, in a form that the checks of this entry and `readAccess` read. */
export interface PulumiRecording {
  /** Give it to `pulumi.runtime.setMocks` before the program is loaded. */
  readonly mocks: {
    newResource(resource: RegisteredResource): { id: string; state: Record<string, unknown> };
    call(invocation: { readonly inputs: Readonly<Record<string, unknown>> }): Record<string, unknown>;
  };
  /** The registrations so far, in the form of `pulumi preview --json`. */
  readonly steps: ReadonlyArray<{ readonly op: 'create'; readonly urn: string; readonly newState: Readonly<Record<string, unknown>> }>;
}

/**
 * Records what a Pulumi program registers, without the Pulumi command and without a cloud. Nothing of Pulumi is imported here: hand
 * `mocks` to your own copy of it.
 *
 * @example
 * const recording = pulumiRecording();
 * await pulumi.runtime.setMocks(recording.mocks);
 * await import('./index.js');
 * await pulumi.runtime.disconnect(); // waits until everything is registered
 * expect(recording).toAllow({ user: 'ci-uploader', action: 's3:PutObject', resource: 'releases/firmware/a.bin' });
 */
export function pulumiRecording(): PulumiRecording {
  const steps: Array<PulumiRecording['steps'][number]> = [];
  return {
    steps,
    mocks: {
      newResource: ({ type, name, inputs: given, provider }) => {
        const inputs = typeof given.provider === 'string' ? { ...given, provider: recorded(given.provider) } : given;
        const urn = unique(`urn:pulumi:test::test::${type}::${name}`, steps);
        const outputs = { ...inputs, ...computed(type, name, inputs) };
        steps.push({ op: 'create', urn, newState: { urn, type, inputs, outputs, ...(provider && { provider: recorded(provider) }) } });
        return { id: String(own(outputs, 'bucket') ?? own(outputs, 'name') ?? `${name}-id`), state: outputs };
      },
      call: ({ inputs }) => ({ ...inputs }),
    },
  };
}

/** Mocks don't get the parent, without which two resources of one name in two components would be taken for one. */
function unique(urn: string, steps: PulumiRecording['steps']): string {
  const same = steps.filter((step) => step.urn === urn || step.urn.startsWith(`${urn} (`)).length;
  return same === 0 ? urn : `${urn} (${same + 1})`;
}

/** A provider's URN as it is recorded: without the parents of which mocks tell only there. */
function recorded(reference: string): string {
  return reference.replace(/^urn:pulumi:[^:]*::[^:]*::(?:[^ ]*\$)?(?=pulumi:providers:)/, 'urn:pulumi:test::test::');
}

/** Attributes that the cloud would compute and that other resources refer to. */
function computed(type: string, name: string, inputs: RegisteredResource['inputs']): Record<string, unknown> {
  const [, kind] = /^aws:(?:iam|s3)\/(\w+):/.exec(type) ?? [];
  if (kind === 'bucket' || kind === 'bucketV2') {
    const bucket = own(inputs, 'bucket') ?? name;
    return { bucket, arn: bucketArn(String(bucket)) };
  }
  if (kind === 'user' || kind === 'group' || kind === 'role' || kind === 'policy') {
    const physical = own(inputs, 'name') ?? name;
    return { name: physical, arn: `arn:aws:iam::${ACCOUNT}:${kind}/${String(physical)}` };
  }
  if (kind === 'openIdConnectProvider') {
    return { arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${String(own(inputs, 'url')).replace(/^https:\/\//, '')}` };
  }
  return {};
}

/** An account that AWS uses in its documents. */
const ACCOUNT = '111122223333';

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
