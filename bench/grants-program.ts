/*
 * One measurement of bench/grants.bench.ts, in a process of its own: so many users, each of whom may write to a folder of a bucket, or read one. Prints the
 * milliseconds of processor time, the most memory, the bytes that were synthesized, and how many actions of S3 the first user may do: in the folder, in the bucket
 * around it, and with the bucket itself. Arguments: who, intent (write, read), number of users.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide } from 'bucket-grants';
import { readAccessFile } from 'bucket-grants/files';
import { s3Actions } from '../src/s3/catalogue';
import { peer } from './peers';
import { cpuMilliseconds } from './ratio';

type Intent = 'write' | 'read';
/** Builds and synthesizes into a folder; answers what there is to read in it. */
type Build = (outdir: string, users: number, intent: Intent) => string;

/* eslint-disable @typescript-eslint/no-explicit-any -- packages that aren't installed here have no types */
const BUILDS: Readonly<Record<string, () => Promise<Build | undefined>>> = {
  'bucket-grants': async () => {
    const { App, TerraformStack } = await import('cdktf');
    const { WriteOnlyUploader, ReadOnlyPrefix, StorageUser } = await import('bucket-grants/cdktf');
    const { AwsProvider } = await import('@cdktf/provider-aws/lib/provider/index.js');
    return (outdir, users, intent) => {
      const app = new App({ outdir });
      const stack = new TerraformStack(app, 'bench');
      new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
      for (let i = 0; i < users; i++) {
        const grantee = new StorageUser(stack, `user-${i}`, { name: `user-${i}` });
        const props = { bucket: 'releases', prefix: `team-${i}/`, grantee };
        if (intent === 'write') new WriteOnlyUploader(stack, `grant-${i}`, props);
        else new ReadOnlyPrefix(stack, `grant-${i}`, props);
      }
      app.synth();
      return outdir;
    };
  },
  'aws-cdk-lib': async () => {
    const cdk = peer<any>('aws-cdk-lib');
    if (cdk === undefined) return undefined;
    const [iam, s3] = [peer<any>('aws-cdk-lib/aws-iam'), peer<any>('aws-cdk-lib/aws-s3')];
    return (outdir, users, intent) => {
      const app = new cdk.App({ outdir });
      const stack = new cdk.Stack(app, 'bench', { env: { account: '111122223333', region: 'eu-west-1' } });
      const bucket = s3.Bucket.fromBucketName(stack, 'releases', 'releases');
      for (let i = 0; i < users; i++) {
        const user = new iam.User(stack, `user-${i}`, { userName: `user-${i}` });
        if (intent === 'write') bucket.grantPut(user, `team-${i}/*`);
        else bucket.grantRead(user, `team-${i}/*`);
      }
      app.synth();
      return join(outdir, 'bench.template.json');
    };
  },
  'TerraConstructs': async () => {
    const cdktf = peer<any>('cdktf');
    if (cdktf === undefined || peer('terraconstructs/package.json') === undefined) return undefined;
    const aws = peer<any>('terraconstructs/lib/aws/aws-stack');
    const iam = peer<any>('terraconstructs/lib/aws/iam');
    const storage = peer<any>('terraconstructs/lib/aws/storage');
    return (outdir, users, intent) => {
      const app = new cdktf.App({ outdir });
      const stack = new aws.AwsStack(app, 'bench', { environmentName: 'bench', gridUUID: 'g', providerConfig: { region: 'eu-west-1' } });
      const bucket = new storage.Bucket(stack, 'releases', { bucketName: 'releases' });
      for (let i = 0; i < users; i++) {
        const user = new iam.User(stack, `user-${i}`, { userName: `user-${i}` });
        if (intent === 'write') bucket.grantPut(user, `team-${i}/*`);
        else bucket.grantRead(user, `team-${i}/*`);
      }
      app.synth();
      return outdir;
    };
  },
};
/* eslint-enable @typescript-eslint/no-explicit-any */

function bytesIn(path: string): number {
  return statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0) : statSync(path).size;
}

/** How many actions the first user may do in the folder, on an object elsewhere in the bucket, and with the bucket. */
function actionsIn(path: string): readonly number[] {
  const state = readAccessFile(path, { account: '111122223333' });
  const [user] = state.users.keys();
  return ['releases/team-0/a', 'releases/other/a', 'releases'].map((resource) => (
    s3Actions().filter(({ name }) => decide(state, { principal: { user }, action: name, resource }).effect !== 'implicitDeny').length
  ));
}

async function main(who: string, intent: Intent, users: number): Promise<void> {
  const build = await BUILDS[who]();
  if (build === undefined) return console.log('null');
  const folder = mkdtempSync(join(tmpdir(), 'grants-bench-'));
  try {
    for (const name of ['warm', 'out']) mkdirSync(join(folder, name));
    build(join(folder, 'warm'), 1, intent);
    let path = '';
    const ms = await cpuMilliseconds(() => { path = build(join(folder, 'out'), users, intent); });
    const memory = process.resourceUsage().maxRSS / 1e3;
    console.log(JSON.stringify({ ms, memory, bytes: bytesIn(path), actions: users === 1 ? actionsIn(path) : [] }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [who, intent, users] = process.argv.slice(2);
void main(who, intent as Intent, Number(users));
