import '../property-seed';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { compareAccess } from '../../src/compare';
import { type AccessRequest, compileState, decide, type RequestPrincipal } from '../../src/decide';
import { readAccess } from '../../src/state/read-access';
import { bearingOf, unreadType } from '../../src/state/resource-types';
import { PROVIDER_TYPES_FOLDER, type ProviderTypes } from '../../tools/provider-types';

/** How many pairs of stacks are drawn, and how many requests each is asked; for a longer look: STATE_RUNS=2000 STATE_REQUESTS=500. */
const RUNS = Number(process.env.STATE_RUNS ?? 150);
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
const value = fc.oneof(
  fc.constantFrom('dana', 'eng', 'shared', document, bucketDocument, 'public-read', 'arn:aws:s3:::shared', '${aws_iam_user.dana.name}', 'ci', '111111111111', ''),
  fc.boolean(), fc.constant([{ role_name: 'member' }]), fc.constant(['dana']), fc.constant(null),
);
const ATTRIBUTES = [
  'name', 'bucket', 'policy', 'user', 'user_name', 'users', 'group', 'groups', 'acl', 'role', 'policy_arn', 'policy_name', 'content', 'type', 'payer', 'grant', 'template_body',
  'target_group', 'principal_arn', 'arn', 'assume_role_policy', 'target_user', 'status', 'location_arn',
];
const contents = fc.uniqueArray(fc.tuple(fc.constantFrom(...ATTRIBUTES), value), {
  maxLength: 8,
  selector: ([name]) => name,
}).map((pairs) => Object.fromEntries(pairs));

const STACK = {
  aws_iam_user: { dana: { name: 'dana' }, lee: { name: 'lee' } },
  aws_iam_group: { eng: { name: 'eng' } },
  aws_iam_user_group_membership: { m: { user: 'lee', groups: ['eng'] } },
  aws_iam_role: { ci: { name: 'ci' } },
  aws_iam_user_policy: { p: { name: 'p', user: 'dana', policy: document.replaceAll('shared', 'releases') } },
  aws_s3_bucket: { shared: { bucket: 'shared' }, releases: { bucket: 'releases' } },
};
const stack = (type?: string, body: object = {}) => readAccess({
  resource: type === undefined ? STACK : { ...STACK, [type]: { ...STACK[type as keyof typeof STACK], added: body } },
});

const principal = fc.constantFrom<RequestPrincipal>({ user: 'dana' }, { user: 'lee' }, { role: 'ci' }, 'anonymous', { arn: 'arn:aws:iam::222222222222:user/other' });
const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal, action: fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl'), resource: fc.constantFrom('shared/a', 'releases/a', 'other/a'),
});

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
