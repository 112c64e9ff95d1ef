import { S3BucketPublicAccessBlock as CdktfBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketPublicAccessBlock as CdktnBlock } from '@cdktn/provider-aws/lib/s3-bucket-public-access-block';
import { BucketPolicy as AwsBucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import { BucketPublicAccessBlock } from '@pulumi/aws/s3/bucketPublicAccessBlock';
import * as pulumi from '@pulumi/pulumi';
import * as core from '../../src';
import type { AccessErrorCode } from '../../src';
import * as bucketGrants from '../../src/pulumi';
import { watchStack } from '../../src/pulumi/other-policies';
import { watchPublicAccess } from '../../src/pulumi/public-access';
import { untyped } from '../grants/refused';
import { declare } from '../pulumi/mocks';
import { kits, synth, type Kit } from '../terraform/kit';

/** What a program says, in whatever engine: the construct, its name, its props. */
interface Program {
  readonly make: (construct: string, props: object, name?: string) => unknown;
  /** The provider's own bucket policy. */
  readonly policy: (bucket: string) => unknown;
  /** The provider's own block of public policies. */
  readonly block: (bucket: string) => unknown;
  /** What is known only at deploy. */
  readonly late: () => string;
}

type Mistake = (program: Program) => unknown;

const { accessPlan, anotherAccount, aws, everyone, existingGroup, existingRole, existingUser, externalPrincipal, minio, relayer } = core;
const reads = { bucket: 'downloads', prefix: 'public/' };
const reader = anotherAccount('444455556666');
const store = { platform: minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' }) };
const grant = (props: object): Mistake => ({ make }) => make('ReadOnlyPrefix', { ...reads, ...props });
const user = (props: object): Mistake => ({ make }) => make('StorageUser', props);
const guard = (construct: string, props: object): Mistake => ({ make }) => make(construct, { bucket: 'downloads', ...props });
const planned = (plan: () => object): Mistake => ({ make }) => make('StorageAccess', { plan: accessPlan(untyped(plan())) });
const kept = (existingStatements: unknown): Mistake => ({ make }) => make('BucketPolicy', { bucket: 'downloads', existingStatements });
const custom = (customStatements: unknown): Mistake => ({ make }) => make('BucketPolicy', { bucket: 'downloads', customStatements });
const lots = (many: number) => Array.from({ length: many }, (_, index) => `folder-with-a-long-name-number-${index}/`);

/** What people get wrong, each to be given to every engine, and the code of what they are told. */
export const MISTAKES: Readonly<Record<string, readonly [code: AccessErrorCode, Mistake]>> = {
  // statements that were written by hand
  'custom statements that are no list': ['InvalidCustomStatements', user({ customStatements: {} })],
  'a custom statement with an action that does not exist': ['InvalidCustomStatements', user({ customStatements: [{ Effect: 'Allow', Action: 's3:HeadObject', Resource: '*' }] })],
  'a custom statement for everyone': ['InvalidCustomStatements', custom([{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*' }])],
  'a custom statement of another bucket': ['InvalidCustomStatements', custom([{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::other/*' }])],

  // props
  'a prop misspelt': ['InvalidOption', grant({ prefx: 'a/' })],
  'a prop of another grant': ['InvalidOption', grant({ overwrite: true })],
  'a prop of a guard misspelt': ['InvalidOption', guard('EnforceHttps', { minimumTlsVerison: '1.2' })],
  'a prop of a user misspelt': ['InvalidOption', user({ acessKeys: ['1'] })],
  'no props': ['InvalidOption', ({ make }) => make('ReadOnlyPrefix', untyped(undefined))],
  'a list of props': ['InvalidOption', ({ make }) => make('ReadOnlyPrefix', [reads])],
  'text for a switch': ['InvalidOption', grant({ listing: 'no' })],
  'a number for a bucket': ['InvalidBucketName', grant({ bucket: 7 })],
  'no bucket': ['InvalidBucketName', ({ make }) => make('ReadOnlyPrefix', { prefix: 'a/' })],
  'the ARN of a bucket as its name, misspelt': ['InvalidBucketName', grant({ bucket: 'arn:aws:s3::downloads' })],
  'a bucket with a wildcard': ['InvalidBucketName', grant({ bucket: 'down*' })],
  'no prefix': ['InvalidPrefix', ({ make }) => make('ReadOnlyPrefix', { bucket: 'downloads' })],
  'a prefix without its slash': ['InvalidPrefix', grant({ prefix: 'public' })],
  'a prefix that begins with a slash': ['InvalidPrefix', grant({ prefix: '/public/' })],
  'a folder inside another': ['InvalidPrefix', grant({ prefix: ['a/', 'a/b/'] })],
  'a TLS version that is none': ['InvalidOption', guard('EnforceHttps', { minimumTlsVersion: '1.4' })],
  'a platform by its name': ['InvalidPlatform', grant({ platform: 'minio' })],
  // what is known only at deploy
  'a prefix that is known only at deploy': ['DeployTimeValue', ({ make, late }) => make('ReadOnlyPrefix', { ...reads, prefix: late() })],
  'a list of prefixes that are': ['DeployTimeValue', ({ make, late }) => make('ReadOnlyPrefix', { ...reads, prefix: [late()] })],
  'an address that is': ['DeployTimeValue', ({ make, late }) => make('ReadOnlyPrefix', { ...reads, when: { ipRanges: [late()] } })],
  'the name of a user that is': ['DeployTimeValue', ({ make, late }) => make('StorageUser', { name: late() })],
  'the generation of a key that is': ['DeployTimeValue', ({ make, late }) => make('StorageUser', { accessKeys: [late()] })],
  'an organization that is': ['DeployTimeValue', ({ make, late }) => make('ReadOnlyPrefix', { ...reads, when: { organization: late() } })],
  'addresses of a guard that are': ['DeployTimeValue', ({ make, late }) => make('AllowOnlyIpRanges', { bucket: 'downloads', ipRanges: [late()] })],
  'those exempt from a guard that are': ['DeployTimeValue', ({ make, late }) => make('DenyDelete', { bucket: 'downloads', except: [late()] })],
  // who
  'a name as a grantee': ['InvalidGrantee', grant({ grantee: 'dana' })],
  'an object as a grantee': ['InvalidGrantee', grant({ grantee: { name: 'dana' } })],
  'nobody as a grantee': ['InvalidGrantee', grant({ grantee: null })],
  'an empty list of grantees': ['InvalidGrantee', grant({ grantee: [] })],
  'a grantee twice': ['InvalidGrantee', ({ make }) => { const lee = existingUser('lee'); make('ReadOnlyPrefix', { ...reads, grantee: [lee, lee] }); }],
  'a grantee and a user': ['HasGrantee', grant({ grantee: existingUser('lee'), user: { name: 'dana' } })],
  'everyone may write': ['NotForEveryone', ({ make }) => make('WriteOnlyUploader', { ...reads, grantee: everyone() })],
  'an account of 11 digits': ['InvalidPrincipal', ({ make }) => make('ReadOnlyPrefix', { ...reads, grantee: anotherAccount('44445555666') })],
  'an ARN that names nobody': ['InvalidPrincipal', ({ make }) => make('ReadOnlyPrefix', { ...reads, grantee: externalPrincipal('arn:aws:s3:::downloads') })],
  'an ARN of another partition': ['OtherPartition', ({ make }) => make('ReadOnlyPrefix', { ...reads, grantee: externalPrincipal('arn:aws-cn:iam::444455556666:role/x') })],
  'a home folder in another account': ['ExternalHasNoUserName', ({ make }) => make('PerUserHomeFolder', { bucket: 'downloads', prefix: 'home/', grantee: reader })],
  'a home folder for a role': ['RoleHasNoUserName', ({ make }) => make('PerUserHomeFolder', { bucket: 'downloads', prefix: 'home/', grantee: existingRole('ci') })],
  'a user whose name has a space': ['InvalidName', user({ name: 'dana smith' })],
  'two users of one name': ['NameTwice', ({ make }) => { make('StorageUser', { name: 'dana' }, 'one'); make('StorageUser', { name: 'dana' }, 'two'); }],
  'a member by name': ['UnknownMember', ({ make }) => make('StorageGroup', { name: 'eng', members: ['dana'] })],
  'a group as a member': ['UnknownMember', ({ make }) => make('StorageGroup', { name: 'eng', members: [existingGroup('ops')] })],
  'members of one kind that is none': ['InvalidMembership', ({ make }) => make('StorageGroup', { name: 'eng', membership: 'some' })],
  'a member of a plan that it does not have': ['UnknownMember', planned(() => ({ groups: { eng: { members: ['lee'] } } }))],
  'a grantee of a plan misspelt': ['InvalidPlan', planned(() => ({ user: {} }))],
  'an empty plan': ['EmptyPlan', planned(() => ({}))],
  // keys
  'keys without a generation': ['InvalidAccessKey', user({ accessKeys: [{ status: 'Active' }] })],
  'a number of keys': ['InvalidOption', user({ accessKeys: 1 })],
  'one generation twice': ['NameTwice', user({ accessKeys: ['1', '1'] })],
  'three keys': ['TooManyAccessKeys', user({ accessKeys: ['1', '2', '3'] })],
  'a status that is none': ['InvalidAccessKey', user({ accessKeys: [{ generation: '1', status: 'Off' }] })],
  'the key of a grantee': ['HasGrantee', ({ make }) => (make('ReadOnlyPrefix', { ...reads, grantee: existingUser('lee') }) as { accessKey: unknown }).accessKey],
  'the key of a user without one': ['NoAccessKey', ({ make }) => (make('StorageUser', { name: 'dana' }) as { accessKey: unknown }).accessKey],
  // policies
  'an identity policy too large': ['PolicyTooLarge', grant({ prefix: lots(160), grantee: existingUser('lee') })],
  'a bucket policy too large': ['BucketPolicyTooLarge', grant({ prefix: lots(400), grantee: reader })],
  'a boundary that is no policy': ['InvalidBoundary', user({ boundary: 'arn:aws:iam::111122223333:role/x' })],
  'a policy to take over whose name differs': ['AdoptedPolicy', grant({ grantee: existingUser('lee'), adopt: { name: 'one', arn: 'arn:aws:iam::111122223333:policy/two' } })],
  'a bucket policy of nothing': ['NoGuards', ({ make }) => make('BucketPolicy', { bucket: 'downloads' })],
  'kept statements that are no policy': ['InvalidExistingStatements', kept('{}')],
  'kept statements of another bucket': ['InvalidExistingStatements', kept({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }] })],
  'a guard on a bucket and on somebody': ['WrongGuardTarget', ({ make }) => make('EnforceHttps', { bucket: 'downloads', on: existingUser('lee') })],
  'a guard on nothing': ['InvalidBucketName', ({ make }) => make('EnforceHttps', {})],
  'a guard on everyone': ['InvalidGrantee', ({ make }) => make('EnforceHttps', { on: everyone() })],
  'an address that is none': ['InvalidCondition', guard('AllowOnlyIpRanges', { ipRanges: ['10.0.0.0/33'] })],
  'no addresses': ['InvalidCondition', guard('AllowOnlyIpRanges', { ipRanges: [] })],
  "the provider's own policy beside a guard": ['TwoBucketPolicies', ({ make, policy }) => { make('EnforceHttps', { bucket: 'downloads' }); policy('downloads'); }],
  "the provider's own policy before a guard": ['TwoBucketPolicies', ({ make, policy }) => { policy('downloads'); make('EnforceHttps', { bucket: 'downloads' }); }],
  'a public grant on a blocked bucket': ['PublicAccessBlocked', ({ make, block }) => { make('PublicReadPrefix', { ...reads }); block('downloads'); }],
  'a public grant on a bucket blocked before': ['PublicAccessBlocked', ({ make, block }) => { block('downloads'); make('PublicReadPrefix', { ...reads }); }],
  // roles
  'a role that trusts nobody': ['InvalidTrust', ({ make }) => make('StorageRole', { name: 'ci', trust: [] })],
  'a role without its trust': ['InvalidTrust', ({ make }) => make('StorageRole', { name: 'ci' })],
  'a session of a minute': ['InvalidSessionDuration', ({ make }) => make('StorageRole', { name: 'ci', trust: core.serviceRole({ service: 'ec2.amazonaws.com' }), maxSessionDuration: 60 })],
  'a service that is an account': ['InvalidTrust', ({ make }) => make('StorageRole', { name: 'ci', trust: core.serviceRole({ service: '111122223333' }) })],
  // platforms and regions
  'a region of another partition': ['InvalidPlatform', ({ make }) => make('ReadOnlyPrefix', { ...reads, platform: aws({ region: 'cn-north-1', partition: 'aws-us-gov' }) })],
  'a group on a platform without groups': ['UnsupportedOnPlatform', ({ make }) => make('StorageGroup', { name: 'eng', platform: core.relayer() })],
  'a role on a platform without roles': ['UnsupportedOnPlatform', ({ make }) => make('StorageRole', { name: 'ci-role', trust: core.serviceRole({ service: 'ec2.amazonaws.com' }), ...store })],
  'a user on a platform without an API': ['UnsupportedOnPlatform', ({ make }) => make('StorageUser', { name: 'dana', platform: relayer() })],
  'a guard on a bucket of MinIO': ['UnsupportedOnPlatform', guard('DenyDelete', store)],
  'a partner on MinIO': ['UnsupportedOnPlatform', grant({ grantee: reader, ...store })],
  'a provider without a platform': ['InvalidPlatform', ({ make }) => make('StorageProvider', {})],
  'a boundary in another partition': ['InvalidBoundary', user({ boundary: 'arn:aws-cn:iam::111122223333:policy/limits' })],
  'eleven groups': ['TooManyGroups', ({ make }) => { for (let at = 0; at < 11; at++) make('StorageGroup', { name: `eng${at}`, members: [existingUser('lee')] }, `g${at}`); }],
  'eleven policies on one user': ['TooManyPolicies', ({ make }) => { for (let at = 0; at < 11; at++) make('ReadOnlyPrefix', { ...reads, prefix: `p${at}/`, grantee: existingUser('lee') }, `r${at}`); }],
  'the user of a grant that has none': ['HasGrantee', ({ make }) => (make('ReadOnlyPrefix', { ...reads, grantee: existingUser('lee') }) as { user: unknown }).user],
  'the bucket policy of a guard on somebody': ['GuardOnPrincipal', ({ make }) => (make('EnforceHttps', { on: existingUser('lee') }) as { policy: unknown }).policy],
  'members added to a group that names all': ['MixedMembership', ({ make }) => { const group = make('StorageGroup', { name: 'eng', members: [existingUser('lee')] }, 'eng'); make('GroupMembers', { group, members: [existingUser('kim')] }); }],
  'a key of a group': ['InvalidGrantee', ({ make }) => make('AccessKey', { user: existingGroup('eng'), generation: '1' })],
  'a key of nobody': ['InvalidGrantee', ({ make }) => make('AccessKey', { generation: '1' })],
  'a key without its generation': ['InvalidAccessKey', ({ make }) => make('AccessKey', { user: existingUser('lee') })],
  'a plan that is none': ['InvalidPlan', ({ make }) => make('StorageAccess', { plan: { users: {} } })],
  'no plan': ['InvalidPlan', ({ make }) => make('StorageAccess', {})],
  'a plan for another platform': ['PlatformMismatch', ({ make }) => make('StorageAccess', { plan: accessPlan({ ...store, users: { dana: {} } }) })],
  'members that are no list': ['InvalidOption', ({ make }) => make('StorageGroup', { name: 'eng', members: existingUser('lee') })],
  'no group': ['InvalidGrantee', ({ make }) => make('GroupMembers', { members: [existingUser('lee')] })],
  'a trust with nothing in it': ['InvalidTrust', ({ make }) => make('StorageRole', { name: 'ci', trust: { kind: 'trust' } })],
  'an access key that is text': ['InvalidOption', ({ make }) => make('StoredAccessKey', { accessKey: 'AKIA', store: core.secretsManager({ name: 'ci' }) })],
  'a key in no store': ['InvalidSecretStore', ({ make }) => make('StoredAccessKey', { accessKey: { id: 'a', secret: 'b', isEncrypted: false } })],
  'an encrypted key in a store': ['EncryptedAccessKey', ({ make }) => make('StoredAccessKey', { accessKey: { id: 'a', secret: 'b', isEncrypted: true }, store: core.secretsManager({ name: 'ci' }) })],
  'text for adopt': ['InvalidOption', user({ adopt: 'yes' })],
  'a list for a bucket, known only at deploy': ['DeployTimeValue', ({ make, late }) => make('ReadOnlyPrefix', { ...reads, bucket: [late()] })],
  'a secret store for no key': ['InvalidOption', ({ make }) => make('StoredAccessKey', { store: core.secretsManager({ name: 'ci' }) })],
  'a KMS key by its alias': ['InvalidKmsKey', grant({ kmsKey: 'alias/x' })],
  'a group that exists and is made': ['InvalidGrantee', ({ make }) => make('GroupMembers', { group: 'eng', members: [existingUser('lee')] })],
  'a time window that ends before it begins': ['InvalidCondition', guard('TimeWindow', { notBefore: '2030-01-01T00:00:00Z', notAfter: '2029-01-01T00:00:00Z' })],
  'a time that is none': ['InvalidCondition', grant({ when: { notAfter: 'tomorrow' } })],
};

function terraformProgram(kit: Kit, stack: InstanceType<Kit['TerraformStack']>): Program {
  const Block = (kit === kits[0][1] ? CdktfBlock : CdktnBlock) as unknown as typeof CdktfBlock;
  return {
    make: (construct, props, name = 'x') => new (untyped<Record<string, new (...given: unknown[]) => unknown>>(kit)[construct])(stack, name, props),
    policy: (bucket) => new kit.S3BucketPolicy(stack, 'other', { bucket, policy: '{}' }),
    block: (bucket) => new Block(stack as never, 'block', { bucket, blockPublicPolicy: true }),
    late: () => new kit.TerraformVariable(stack, 'v', { type: 'string' }).stringValue,
  };
}

const pulumiProgram: Program = {
  make: (construct, props, name = 'x') => new (untyped<Record<string, new (...given: unknown[]) => unknown>>(bucketGrants)[construct])(name, props),
  policy: (bucket) => new AwsBucketPolicy('other', { bucket, policy: '{}' }),
  block: (bucket) => new BucketPublicAccessBlock('block', { bucket, blockPublicPolicy: true }),
  late: () => pulumi.output('x') as unknown as string,
};

/**
 * What an engine says, apart from where the construct is in its tree, from the options that Pulumi has beside the props, and from what cdktf
 * and cdktn add themselves.
 */
const said = (error: unknown): string => {
  const { message } = error as Error;
  return message.replace('provider, dependsOn, ', '').replace(/\s+If you wish to ignore these validations.*/, '').replace(/^Validation failed with the following errors:\s+\[[^\]]*\] /, '').replace(/\bstack\//g, '').trim();
};

/** What each engine says of a mistake. */
export async function answers(mistake: Mistake): Promise<Readonly<Record<string, string>>> {
  return { ...Object.fromEntries(kits.map(([engine, kit]) => [engine, onTerraform(kit, mistake)])), pulumi: await onPulumi(mistake) };
}

function onTerraform(kit: Kit, mistake: Mistake): string {
  try {
    synth(kit, (stack) => { mistake(terraformProgram(kit, stack)); });
    return 'not refused';
  } catch (error) {
    return said(error);
  }
}

async function onPulumi(mistake: Mistake): Promise<string> {
  let answer = 'not refused';
  await declare(() => pulumi.runtime.runInPulumiStack(() => {
    watchPublicAccess();
    watchStack();
    try {
      mistake(pulumiProgram);
    } catch (error) {
      answer = said(error);
    }
    return Promise.resolve({});
  }));
  return answer;
}
