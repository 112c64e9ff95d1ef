import '../property-seed';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { compareAccess } from '../../src/compare';
import { type AccessRequest, compileState, decide, type RequestPrincipal } from '../../src/decide';
import { readAccess } from '../../src/state/read-access';
import { bearingOf, unreadType } from '../../src/state/resource-types';
import { PROVIDER_TYPES_FOLDER, type ProviderTypes } from '../../tools/provider-types';
import { runs } from '../runs';

/** How many pairs of stacks are drawn, and how many requests each is asked; for a longer look: PROPERTY_RUNS=20 STATE_REQUESTS=500. */
const RUNS = runs(150);
const REQUESTS = Number(process.env.STATE_REQUESTS ?? 40);

const lib = join(dirname(require.resolve('@cdktn/provider-aws/package.json')), 'lib');
const isResource = (name: string) => !name.startsWith('data-') && existsSync(join(lib, name, 'index.js'));
const AWS_TYPES = readdirSync(lib).filter(isResource).map((name) => `aws_${name.replaceAll('-', '_')}`);
const listed = (name: string) => (jest.requireActual<ProviderTypes>(join(PROVIDER_TYPES_FOLDER, `${name}.json`))).types;
const TYPES = [...AWS_TYPES, ...listed('minio'), ...listed('selectel'), 'aws_s3_bucket_telepathy', 'radosgw_iam_user'];
/** Types that bear on access are few of many, and are what this is about. */
const BEARING = TYPES.filter((type) => bearingOf(type) !== 'none');

const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::shared', 'arn:aws:s3:::shared/*'] }] });
const bucketDocument = document.replace('"Effect"', '"Principal":"*","Effect"');
const OWN = '111111111111';
const OTHER = '222222222222';
const POINT = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/k`;
const DIRECTORY = 'fast--euw1-az1--x-s3';
const everything = document.replace('"s3:*"', '"*"').replace(/"Resource":\[.*\]/, '"Resource":"*"');
const forOther = everything.replace('"Effect"', `"Principal":{"AWS":"${OTHER}"},"Effect"`);
const denied = forOther.replace(`{"AWS":"${OTHER}"}`, '"*"').replace('Allow', 'Deny');
const value = fc.oneof(
  fc.constantFrom(POINT, KEY, DIRECTORY, 'ap', 'k', 'vpce-0a', 'p-1', everything, forOther, denied, 'SERVICE_CONTROL_POLICY', 'TAG_POLICY', `arn:aws:iam::${OTHER}:root`),
  fc.constantFrom([{ name: 'ap', region: [{ bucket: 'shared' }], policy: forOther }], ['Decrypt'], [{ object_ownership: 'ObjectWriter' }], [{ id: 'someone', permissions: ['READ'] }]),
  fc.constantFrom('dana', 'eng', 'shared', document, bucketDocument, 'public-read', 'arn:aws:s3:::shared', '${aws_iam_user.dana.name}', 'ci', '111111111111', ''),
  fc.boolean(), fc.constant([{ role_name: 'member' }]), fc.constant(['dana']), fc.constant(null),
);
const ATTRIBUTES = [
  'name', 'bucket', 'policy', 'user', 'user_name', 'users', 'group', 'groups', 'acl', 'role', 'policy_arn', 'policy_name', 'content', 'type', 'payer', 'grant', 'template_body',
  'key_id', 'policy_id', 'target_id', 'vpc_endpoint_id', 'access_point_arn', 'details', 'operations', 'grantee_principal', 'rule', 'resource_policy', 'public_access_block_configuration',
  'restrict_public_buckets', 'ignore_public_acls', 'table_bucket_arn', 'configuration', 'id', 'region', 'target_group', 'principal_arn', 'arn', 'assume_role_policy', 'target_user', 'status', 'location_arn',
];
const contents = fc.uniqueArray(fc.tuple(fc.constantFrom(...ATTRIBUTES), value), {
  maxLength: 8,
  selector: ([name]) => name,
}).map((pairs) => Object.fromEntries(pairs));

const STACK = {
  aws_iam_user: { dana: { name: 'dana' }, lee: { name: 'lee' } },
  aws_iam_group: { eng: { name: 'eng' } },
  aws_iam_user_group_membership: { m: { user: 'lee', groups: ['eng'] } },
  aws_iam_role: {
    ci: { name: 'ci' },
    taken: { name: 'taken', assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWN}:user/dana` }, Action: 'sts:AssumeRole' }] }) },
  },
  aws_iam_user_policy: { p: { name: 'p', user: 'dana', policy: document.replaceAll('shared', 'releases') } },
  aws_s3_bucket: { shared: { bucket: 'shared' }, releases: { bucket: 'releases' } },
  aws_s3_access_point: { ap: { arn: POINT, name: 'ap', bucket: 'shared' } },
  aws_kms_key: { k: { arn: KEY, key_id: 'k', policy: document.replace(/"Resource":.*\]/, '"Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Resource":"*"').replace('s3:*', 'kms:*') } },
  aws_s3_bucket_policy: { fast: { bucket: DIRECTORY, policy: forOther } },
};
const stack = (type?: string, body: object = {}) => readAccess({
  resource: type === undefined ? STACK : { ...STACK, [type]: { ...STACK[type as keyof typeof STACK], added: body } },
}, { account: OWN });

const principal = fc.constantFrom<RequestPrincipal>({ user: 'dana' }, { user: 'lee' }, { role: 'ci' }, 'anonymous', { arn: `arn:aws:iam::${OTHER}:user/other` }, { arn: `arn:aws:iam::${OTHER}:root` });
const resourceRequest = fc.constantFrom<readonly [action: string, resource: string]>(
  ['s3:GetObject', `${POINT}/object/a`], ['s3:ListBucket', POINT], ['kms:Decrypt', KEY], ['kms:PutKeyPolicy', KEY], ['sts:AssumeRole', `arn:aws:iam::${OWN}:role/taken`],
  ['sts:AssumeRole', `arn:aws:iam::${OWN}:role/ci`], ['s3express:CreateSession', `arn:aws:s3express:eu-west-1:${OWN}:bucket/${DIRECTORY}`],
  ['s3:GetObject', `arn:aws:s3::${OWN}:accesspoint/mabc.mrap/object/a`], ['s3-object-lambda:GetObject', `arn:aws:s3-object-lambda:eu-west-1:${OWN}:accesspoint/ap`],
  ['s3tables:GetTableData', `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t/table/1`], ['s3:PutBucketAcl', 'arn:aws:s3:::shared'], ['s3:ListBucket', 'arn:aws:s3:::shared'],
).chain(([action, resource]): fc.Arbitrary<AccessRequest> => principal.map((who) => ({ principal: who, action, resource })));
const objectRequest: fc.Arbitrary<AccessRequest> = fc.record({
  principal, action: fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl'), resource: fc.constantFrom('shared/a', 'releases/a', 'other/a'),
});
const request = fc.oneof(objectRequest, resourceRequest);

test('issue 11: whatever resource is added, "no change" is said only where all of it is read, and then every answer is the same', () => {
  const types = fc.oneof(fc.constantFrom(...BEARING), fc.constantFrom(...TYPES));
  const asks = fc.array(request, { minLength: REQUESTS, maxLength: REQUESTS });
  fc.assert(fc.property(types, contents, asks, (type, body, requests) => {
    const [before, after] = [stack(), stack(type, body)];
    const { verdict } = compareAccess(before, after);
    const isUnread = bearingOf(type) === 'unread' || bearingOf(type) === 'unknown';
    // what bears by some attributes only, and sets none of them, bears on nothing
    if (isUnread && unreadType(type)?.by === undefined) expect([type, verdict]).toEqual([type, 'inconclusive']);
    if (verdict !== 'none') return;
    const [one, other] = [compileState(before), compileState(after)];
    for (const asked of requests) expect([type, asked, decide(other, asked).effect]).toEqual([type, asked, decide(one, asked).effect]);
  }), { numRuns: RUNS });
});
