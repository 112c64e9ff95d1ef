import * as fc from 'fast-check';
import { accessPlan, anotherAccount, decide, everyone, externalPrincipal, readOnlyPrefix, renderAccess, writeOnlyUploader, type ExternalGrantee } from '../../src';
import { refused } from '../grants/refused';
import { runs } from '../runs';

const reads = { bucket: 'downloads', prefix: 'public/' };
const reader = (index: number) => externalPrincipal(`arn:aws:iam::444455556666:user/reader-${String(index).padStart(2, '0')}`);
const readers = Array.from({ length: 60 }, (_, index) => reader(index + 1));
const render = (grantee: ExternalGrantee | readonly ExternalGrantee[]) => (
  renderAccess(accessPlan({ external: [{ grantee, grants: [readOnlyPrefix(reads)] }] }))
);

test('60 readers of one bucket are two statements of one policy under 6,000 bytes', () => {
  const { buckets: [{ size, document }], otherAccountPolicies } = render(readers);
  expect(size).toBeLessThan(6000);
  expect(document.statements.map(({ sid, principals }) => [sid, (principals as { AWS: string[] }).AWS.length])).toEqual([
    ['ReadOnlyPrefixForSeveral', 60], ['ReadOnlyPrefixListForSeveral', 60],
  ]);
  expect(otherAccountPolicies).toHaveLength(60);
});

test('a list of grantees is what one grant for each of them is, in whatever order', () => {
  const one = render(readers).buckets[0].json;
  const each = renderAccess(accessPlan({ external: readers.map((grantee) => ({ grantee, grants: [readOnlyPrefix(reads)] })) })).buckets[0].json;
  expect(each).toBe(one);
  fc.assert(fc.property(fc.shuffledSubarray(readers, { minLength: 60 }), (order) => {
    expect(render(order).buckets[0].json).toBe(one);
  }), { numRuns: runs(10) });
});

test('one grantee keeps a Sid that names it, and everyone stands alone', () => {
  expect(render([reader(1)]).buckets[0].json).toBe(render(reader(1)).buckets[0].json);
  const { buckets: [{ document }] } = renderAccess(accessPlan({ external: [{ grantee: [reader(1), everyone(), anotherAccount('555566667777')], grants: [readOnlyPrefix({ ...reads, listing: false })] }] }));
  expect(document.statements.map(({ sid }) => sid).sort()).toEqual(['ReadOnlyPrefixForEveryone', 'ReadOnlyPrefixForSeveral']);
});

test('property: together they may do what each may by itself, and nothing more', () => {
  const grants = [
    readOnlyPrefix(reads), readOnlyPrefix({ ...reads, listing: false }), readOnlyPrefix({ ...reads, prefix: 'team/' }),
    readOnlyPrefix({ ...reads, when: { ipRanges: ['203.0.113.0/24'] } }), writeOnlyUploader(reads),
  ];
  const pair = fc.record({ who: fc.integer({ min: 1, max: 4 }), grant: fc.constantFrom(...grants) });
  const ask = fc.record({
    who: fc.integer({ min: 1, max: 5 }),
    action: fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:ListBucket'),
    key: fc.constantFrom('public/x', 'team/x', 'x'),
    address: fc.constantFrom('203.0.113.7', '198.51.100.7'),
  });
  const everything = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';
  fc.assert(fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), fc.array(ask, { minLength: 10, maxLength: 10 }), (pairs, asks) => {
    const policyOf = (some: typeof pairs) => (
      renderAccess(accessPlan({ external: some.map(({ who, grant }) => ({ grantee: reader(who), grants: [grant] })) })).buckets[0].json
    );
    const effectOf = (policy: string, { who, action, key, address }: (typeof asks)[number]) => decide(
      {
        account: '444455556666',
        users: { [`reader-0${who}`]: { policies: [everything] } },
        buckets: { downloads: { account: '111122223333', policy } },
      },
      {
        principal: { user: `reader-0${who}` },
        action,
        resource: action === 's3:ListBucket' ? 'arn:aws:s3:::downloads' : `arn:aws:s3:::downloads/${key}`,
        context: { 'aws:SourceIp': address, ...(action === 's3:ListBucket' && { 's3:prefix': key }) },
      },
    ).effect;
    const together = policyOf(pairs);
    for (const one of asks) {
      const alone = pairs.some((pairOf) => effectOf(policyOf([pairOf]), one) === 'allow') ? 'allow' : 'implicitDeny';
      expect({ one, effect: effectOf(together, one) }).toEqual({ one, effect: alone });
    }
  }), { numRuns: runs(40) });
});

test('refuses an empty list, and a list for a grant that says itself who gets it', () => {
  expect(refused(() => render([]))).toMatchObject({ code: 'InvalidGrantee', remedy: expect.stringContaining('at least one') });
});
