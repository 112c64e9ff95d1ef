import { AccountPublicAccessBlock } from '@pulumi/aws/s3/accountPublicAccessBlock';
import { Bucket } from '@pulumi/aws/s3/bucket';
import { BucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import { BucketPublicAccessBlock } from '@pulumi/aws/s3/bucketPublicAccessBlock';
import * as pulumi from '@pulumi/pulumi';
import { EnforceHttps, PublicReadPrefix } from '../../../src/pulumi';

/*
 * Programs under mocks, by themselves and as inline programs run, each with what doesn't go together; prints what each was refused with. A process of
 * its own: some of the rejections are nobody's.
 */
const said: string[] = [];
process.on('unhandledRejection', (reason) => said.push(String(reason)));

const turn = (milliseconds: number) => new Promise<void>((resolve) => {
  setTimeout(resolve, milliseconds);
});
const policy = (bucket: pulumi.Input<string>) => new BucketPolicy('handmade', { bucket, policy: '{}' });
const block = (bucket: pulumi.Input<string>) => new BucketPublicAccessBlock('handmade', { bucket, restrictPublicBuckets: true });
const account = () => new AccountPublicAccessBlock('handmade', { blockPublicPolicy: true });
const https = (bucket: pulumi.Input<string>) => new EnforceHttps('https', { bucket });
const open = (bucket: pulumi.Input<string>) => new PublicReadPrefix('public', { bucket, prefix: '' });

const programs: Readonly<Record<string, () => unknown>> = {
  'a policy first': () => [policy('releases'), https('releases')],
  'a policy last': () => [https('releases'), policy('releases')],
  'a policy long before': async () => {
    policy('releases');
    await turn(30);
    https('releases');
  },
  'a policy of a resource': () => {
    const bucket = new Bucket('made');
    return [policy(bucket.bucket), https(bucket.id)];
  },
  'a block first': () => [block('releases'), open('releases')],
  'a block last': () => [open('releases'), block('releases')],
  'a block long before': async () => {
    block('releases');
    await turn(30);
    open('releases');
  },
  'a block of a resource': () => {
    const bucket = new Bucket('made');
    return [open(bucket.id), block(bucket.bucket)];
  },
  'a block of the account first': () => [account(), open('releases')],
  'a block of the account last': () => [open('releases'), account()],
  'what goes together': () => [
    new BucketPublicAccessBlock('ajar', { bucket: 'releases', blockPublicAcls: true }), policy('logs'), block('logs'), open('releases'), https('releases'),
  ],
};

async function refusalOf(body: () => unknown, inline: boolean): Promise<string> {
  said.length = 0;
  const names: string[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs, type }) => {
      names.push(name);
      const bucket = type === 'aws:s3/bucket:Bucket' ? { bucket: `${name}-1a2b` } : {};
      return { id: bucket.bucket ?? `${name}-id`, state: { ...inputs as object, ...bucket } };
    },
    call: ({ inputs }) => inputs as object,
  }, 'proj', 'dev');
  const run = async () => {
    await (inline ? pulumi.runtime.runInPulumiStack(async () => {
      await body();
      return {};
    }) : body());
    await pulumi.runtime.disconnect();
  };
  await Promise.race([run(), turn(2000)]).catch((error: unknown) => said.push(String(error)));
  await turn(20);
  const code = /(?:releases|made)[^]*handmade[^]*Code: (\w+)/.exec(said.join('\n'))?.[1] ?? said.join('\n');
  return code === '' ? names.filter((name) => name.endsWith('-policy')).join() : code;
}

async function main(): Promise<void> {
  const answers: Record<string, readonly string[]> = {};
  for (const [name, body] of Object.entries(programs)) answers[name] = [await refusalOf(body, false), await refusalOf(body, true)];
  process.stdout.write(JSON.stringify(answers));
  process.exit(0);
}

void main();
