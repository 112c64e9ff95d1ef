/*
 * One measurement of bench/synth.bench.ts, in a process of its own: builds so many users, each with a policy and an access key, and
 * prints the milliseconds of processor time. Arguments: engine (cdktf, cdktn, pulumi), who (ours, byHand), number of users.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { cpuMilliseconds } from './ratio';

const policy = (bucket: string) => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{
    Sid: 'WriteOnlyUploader',
    Effect: 'Allow',
    Action: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
    Resource: `arn:aws:s3:::${bucket}/firmware/*`,
  }],
});

type Program = (users: number, ours: boolean) => Promise<number>;

async function inFolder(work: (folder: string) => unknown): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'synth-bench-'));
  try {
    return await cpuMilliseconds(() => work(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a Terraform engine's program needs; both forks have it. */
interface Terraform {
  readonly App: new (config: { outdir: string }) => { synth(): void };
  readonly TerraformStack: new (app: never, id: string) => Construct;
  readonly WriteOnlyUploader: new (scope: Construct, id: string, props: { bucket: string; prefix: string }) => unknown;
  readonly AwsProvider: new (scope: Construct, id: string, config: { region: string }) => unknown;
  readonly IamUser: new (scope: Construct, id: string, config: { name: string }) => { readonly name: string };
  readonly IamUserPolicy: new (scope: Construct, id: string, config: { user: string; name: string; policy: string }) => unknown;
  readonly IamAccessKey: new (scope: Construct, id: string, config: { user: string }) => unknown;
}

const terraform = (load: () => Promise<Terraform>): Program => async (users, ours) => {
  const { App, TerraformStack, WriteOnlyUploader, AwsProvider, IamUser, IamUserPolicy, IamAccessKey } = await load();
  const build = (outdir: string, count: number): void => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app as never, 'bench');
    new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    for (let i = 0; i < count; i++) {
      if (ours) {
        new WriteOnlyUploader(stack, `user-${i}`, { bucket: `bucket-${i}`, prefix: 'firmware/' });
      } else {
        const home = new Construct(stack, `user-${i}`);
        const user = new IamUser(home, 'User', { name: `user-${i}` });
        new IamAccessKey(home, 'AccessKey', { user: user.name });
        new IamUserPolicy(home, 'Policy', { user: user.name, name: `user-${i}`, policy: policy(`bucket-${i}`) });
      }
    }
    app.synth();
  };
  // One user goes before and is not counted: with the first of ours its modules are loaded, which is a cost of the program and not of a user.
  await inFolder((outdir) => build(outdir, 1));
  return inFolder((outdir) => build(outdir, users));
};

const programs: Readonly<Record<string, Program>> = {
  cdktf: terraform(async () => ({
    ...await import('cdktf'),
    ...await import('bucket-grants/cdktf'),
    ...await import('@cdktf/provider-aws/lib/provider/index.js'),
    ...await import('@cdktf/provider-aws/lib/iam-user/index.js'),
    ...await import('@cdktf/provider-aws/lib/iam-user-policy/index.js'),
    ...await import('@cdktf/provider-aws/lib/iam-access-key/index.js'),
  })),
  cdktn: terraform(async () => ({
    ...await import('cdktn'),
    ...await import('bucket-grants/cdktn'),
    ...await import('@cdktn/provider-aws/lib/provider/index.js'),
    ...await import('@cdktn/provider-aws/lib/iam-user/index.js'),
    ...await import('@cdktn/provider-aws/lib/iam-user-policy/index.js'),
    ...await import('@cdktn/provider-aws/lib/iam-access-key/index.js'),
  })),
  pulumi: async (users, ours) => {
    const pulumi = await import('@pulumi/pulumi');
    const { User } = await import('@pulumi/aws/iam/user.js');
    const { UserPolicy } = await import('@pulumi/aws/iam/userPolicy.js');
    const { AccessKey } = await import('@pulumi/aws/iam/accessKey.js');
    const { WriteOnlyUploader } = await import('bucket-grants/pulumi');
    let seen = 0;
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => { seen += 1; return { id: `${name}-id`, state: inputs }; },
      call: ({ inputs }) => inputs,
    }, 'bench', 'bench', false);
    class ByHand extends pulumi.ComponentResource {
      constructor(name: string, bucket: string) {
        super('bench:index:ByHand', name);
        const user = new User(`${name}-user`, { name }, { parent: this });
        new AccessKey(`${name}-key`, { user: user.name }, { parent: this });
        new UserPolicy(`${name}-policy`, { user: user.name, name, policy: policy(bucket) }, { parent: this });
        this.registerOutputs({});
      }
    }
    return cpuMilliseconds(async () => {
      for (let i = 0; i < users; i++) {
        if (ours) new WriteOnlyUploader(`user-${i}`, { bucket: `bucket-${i}`, prefix: 'firmware/' });
        else new ByHand(`user-${i}`, `bucket-${i}`);
      }
      while (seen < users * 4) await new Promise((resolve) => setTimeout(resolve, 1));
    });
  },
};

const [engine, who, users] = process.argv.slice(2);
void programs[engine](Number(users), who === 'ours').then((ms) => console.log(ms));
