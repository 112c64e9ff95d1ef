import { accessPlan, AccessError, renderAccess, type AccessPlanProps, type Grant, type PolicyDocument } from '../../src';
import type { Condition, Statement } from '../../src/entries/policy';
import { policyJson } from '../../src/policy/json';
import { bucketGrants, externalFixtures } from '../engines/bucket-grant-fixtures';
import { grants } from '../engines/grant-fixtures';
import { rows } from '../platforms/matrix';
import { describeWith, isInstalled } from './tools';
import { VERSITYGW, VersityGw } from './versitygw';

interface Rendered {
  readonly name: string;
  readonly bucket: string;
  readonly document: PolicyDocument;
}

function rendered(name: string, plan: AccessPlanProps): readonly Rendered[] {
  try {
    return renderAccess(accessPlan(plan)).buckets.map(({ bucket, document }) => ({ name, bucket, document }));
  } catch (error) {
    if (error instanceof AccessError) return [];
    throw error;
  }
}

const make = { ...grants, ...bucketGrants } as unknown as Readonly<Record<string, (props: unknown) => Grant>>;
/** Every bucket policy of the catalogue: guards, and grants to those outside. */
const catalogue: readonly Rendered[] = [
  ...rows.flatMap(({ construct, option, plans }) => plans.filter(([on]) => on === 'bucket').flatMap(([, plan]) => rendered(`${construct}: ${option}`, plan))),
  ...externalFixtures.filter(({ platform }) => platform.partition === 'aws').flatMap(({ name, construct, props, to }) => (
    rendered(name, { external: [{ ...(to && { grantee: to }), grants: [make[construct](props)] }] })
  )),
];

/** The condition keys that the gateway has; it refuses all others, whatever stands beside them. */
const KEYS = /^(aws:(SourceIp|CurrentTime|EpochTime|SecureTransport|UserAgent|Referer|PrincipalArn|username|userid|MultiFactorAuthAge)|s3:(prefix|delimiter|max-keys|x-amz-acl|versionid))$/i;
/** Actions that it lacks: it keeps no ACLs of versions. */
const LACKS = ['s3:GetObjectVersionAcl', 's3:PutObjectVersionAcl'];

/**
 * A document without what the gateway doesn't have: services, other accounts and keys of AWS alone. Which actions stand beside which resources
 * and which of the other keys stays, and that is what it checks.
 */
function withoutAwsOnly({ statements, ...document }: PolicyDocument): PolicyDocument {
  const without = (statement: Statement): Statement => ({
    ...statement,
    principals: '*',
    ...(statement.actions && { actions: statement.actions.filter((action) => !LACKS.includes(action)) }),
    conditions: statement.conditions?.filter(({ key }: Condition) => KEYS.test(key)),
  });
  return { ...document, statements: statements.map(without).filter(({ actions }) => actions?.length !== 0) };
}

describeWith({ versitygw: isInstalled(VERSITYGW, '--version') })('versitygw, which checks bucket policies at the door as S3 does', () => {
  let gateway: VersityGw;

  beforeAll(async () => { gateway = await VersityGw.start(); });
  afterAll(() => gateway.stop());

  test('A5: takes every bucket policy of the catalogue', async () => {
    const refused: string[] = [];
    for (const { name, bucket, document } of catalogue) {
      const { status, body } = await gateway.putBucketPolicy(bucket, policyJson(withoutAwsOnly(document)));
      if (status >= 300) refused.push(`${name}: ${status} ${body}`);
    }
    expect(refused).toEqual([]);
    expect(catalogue.length).toBeGreaterThan(50);
  });

  test('refuses what it is to find: a list of uploads limited by s3:prefix, which such a request lacks', async () => {
    const statements = (...actions: string[]): readonly Statement[] => [{
      effect: 'Deny', principals: '*', actions, resources: ['arn:aws:s3:::releases'], conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['team/*'] }],
    }];
    const answer = async (...actions: string[]) => (await gateway.putBucketPolicy('releases', policyJson({ version: '2012-10-17', statements: statements(...actions) }))).status;
    expect(await answer('s3:ListBucket', 's3:ListBucketVersions')).toBeLessThan(300);
    expect(await answer('s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads')).toBe(400);
  });
});
