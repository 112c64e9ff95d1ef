import * as fc from 'fast-check';
import type { GuardStatement } from '../../src/entries/policy';
import { enforceHttps, type Guard } from '../../src/guards';
import { bucketDocument } from '../../src/plan/bucket-document';
import { aws } from '../../src/platforms';
import { refused } from '../grants/refused';
import { runs } from '../runs';

const statement = (sid: string, value: string, extra: Partial<GuardStatement> = {}): GuardStatement => ({
  sid,
  principals: '*',
  actions: ['s3:PutObject'],
  resources: ['arn:aws:s3:::releases/*'],
  conditions: [{ operator: 'StringNotEquals', key: 's3:x-amz-acl', values: [value] }],
  ...extra,
});
const guard = (name: string, ...statements: readonly GuardStatement[]): Guard => ({ kind: 'guard', name, statements: () => statements });

const GUARDS: readonly Guard[] = [
  enforceHttps(),
  enforceHttps({ minimumTlsVersion: '1.2' }),
  enforceHttps({ minimumTlsVersion: '1.3' }),
  guard('Acl', statement('Acl', 'private')),
  guard('Acl', statement('Acl', 'bucket-owner-full-control')),
  guard('Two', statement('Two', 'a'), statement('Acl', 'b')),
  guard('Who', statement('Who', 'a', { principals: { AWS: ['arn:aws:iam::111122223333:root', '444455556666'] } })),
  guard('Who', statement('Who', 'a', { principals: { AWS: ['444455556666', 'arn:aws:iam::111122223333:root'] } })),
];
const ids = (json: string): readonly string[] => JSON.parse(json).Statement.map(({ Sid }: { Sid: string }) => Sid);

test('the order of declaration makes no difference', () => {
  const orders = fc.subarray([...GUARDS], { minLength: 1 })
    .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
  fc.assert(fc.property(orders, ([one, other]) => {
    const { json, size, guards } = bucketDocument('releases', one, aws());
    expect(bucketDocument('releases', other, aws())).toMatchObject({ json, size, guards });
  }), { numRuns: runs(300) });
});

test('saying something twice makes no difference', () => {
  fc.assert(fc.property(fc.shuffledSubarray([...GUARDS], { minLength: 1 }), (some) => {
    expect(bucketDocument('releases', [...some, ...some], aws()).json).toBe(bucketDocument('releases', some, aws()).json);
  }));
});

test('nothing that was declared is lost', () => {
  const { json, guards } = bucketDocument('releases', GUARDS, aws());
  expect(JSON.parse(json)).toMatchSnapshot();
  expect(guards).toEqual(['Acl', 'EnforceHttps', 'Two', 'Who']);
});

test('Sids stay unique', () => {
  fc.assert(fc.property(fc.shuffledSubarray([...GUARDS]), (some) => {
    if (some.length === 0) return;
    const sids = ids(bucketDocument('releases', some, aws()).json);
    expect(new Set(sids).size).toBe(sids.length);
  }));
});

test('every statement denies', () => {
  for (const { Effect } of JSON.parse(bucketDocument('releases', GUARDS, aws()).json).Statement) expect(Effect).toBe('Deny');
});

describe('size', () => {
  const sized = (size: number): Guard => {
    const probe = bucketDocument('releases', [guard('Big', statement('Big', ''))], aws()).size;
    return guard('Big', statement('Big', 'x'.repeat(size - probe)));
  };

  test('20 KB fit, and not one byte more', () => {
    expect(bucketDocument('releases', [sized(20_480)], aws()).size).toBe(20_480);
    const error = refused(() => bucketDocument('releases', [sized(20_481)], aws()));
    expect(error.code).toBe('BucketPolicyTooLarge');
    expect(error.message).toContain('the policy of bucket releases has 20481 bytes; AWS allows 20480');
    expect(error.remedy).toContain('fewer or shorter guards');
  });

  test('is in bytes, white space included', () => {
    const size = (value: string) => bucketDocument('releases', [guard('G', statement('G', value))], aws()).size;
    expect(size('é') - size('e')).toBe(1);
    expect(size('a b') - size('ab')).toBe(1);
  });

  test('takes a deploy-time bucket at its longest', () => {
    expect(bucketDocument('${TfToken[TOKEN.1]}', [enforceHttps()], aws()).size).toBe(bucketDocument('b'.repeat(63), [enforceHttps()], aws()).size);
  });
});

test('a character that no policy may hold is refused', () => {
  const error = refused(() => bucketDocument('releases', [guard('G', statement('G', 'закрыто'))], aws()));
  expect(error.code).toBe('UnsupportedCharacter');
  expect(error.message).toContain('policy of bucket releases holds the character U+0437');
  expect(error.remedy).toContain('Latin-1');
});

test('a guard that lets plain HTTP be is fine where the endpoint is http', () => {
  const platform = aws({ s3Endpoint: 'http://s3.store.example' });
  expect(bucketDocument('releases', [guard('Acl', statement('Acl', 'private'))], platform).guards).toEqual(['Acl']);
  expect(refused(() => bucketDocument('releases', [guard('Acl', statement('Acl', 'private')), enforceHttps()], platform))).toMatchObject({ code: 'HttpsOnHttpEndpoint' });
});
