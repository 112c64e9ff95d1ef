import { compareAccess, readAccess } from '../../src';
import { checkGivesNobody, checkDenies } from '../../src/testing';

type Json = Readonly<Record<string, unknown>>;
const doc = (...Statement: readonly Json[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const statement = (Effect: string, Resource: unknown, more: Json = {}): Json => ({ Effect, Action: 's3:GetObject', Resource, ...more });
const everybody = { Principal: '*' };

/** A stack in which dana has something, and a bucket without a name has a policy. */
function stack(own: readonly Json[], policy: readonly Json[], more: Json = {}) {
  return readAccess({
    resource: {
      aws_iam_user: { dana: { name: 'dana' } },
      aws_iam_user_policy: { dana: { user: 'dana', policy: doc(...own) } },
      ...(policy.length > 0 && { aws_s3_bucket_policy: { x: { bucket: '${var.bucket}', policy: doc(...policy) } } }),
      ...more,
    },
  });
}

describe('a policy on a bucket whose name is not known, compared', () => {
  const read = statement('Allow', 'arn:aws:s3:::data/*');
  const ban = statement('Deny', '*', everybody);

  test('a Deny that stays may cancel what is gained: that is told with it', () => {
    const { verdict, gained } = compareAccess(stack([], [ban]), stack([read], [ban]));
    expect(verdict).toBe('gained');
    expect(gained).toMatchObject([{ principal: { user: 'dana' }, resources: ['arn:aws:s3:::data/*'], unless: ['which bucket var.bucket is'] }]);
  });

  test('one that speaks of nobody who gains is not known', () => {
    const other = { ...ban, Action: 's3:PutObject' };
    const { verdict, gained } = compareAccess(stack([], [other]), stack([read], [other]));
    expect([verdict, gained.map(({ unless }) => unless)]).toEqual(['gained', [undefined]]);
  });

  test('one that comes or goes may change what a policy of the user gives: not "no change"', () => {
    const added = compareAccess(stack([read], []), stack([read], [ban]));
    expect(added.inconclusive.map(({ reason }) => reason).join()).toContain('which bucket var.bucket is');
    expect(compareAccess(stack([read], [ban]), stack([read], [])).verdict).not.toBe('none');
  });

  test('what comes with it is told under what stands for the name', () => {
    const { verdict, gained } = compareAccess(stack([], []), stack([], [{ ...ban, Effect: 'Allow' }]));
    expect(verdict).toBe('inconclusive');
    expect(gained).toContainEqual(expect.objectContaining({ principal: 'anonymous', resources: ['arn:aws:s3:::var.bucket/*'] }));
  });

  test('unchanged, it is not a change, also beside many of its kind', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`b${index}`, { bucket: `\${var.b${index}}`, policy: doc(ban) }]));
    const before = stack([], [], { aws_s3_bucket_policy: many });
    expect(compareAccess(before, stack([], [], { aws_s3_bucket_policy: many })).verdict).toBe('none');
    const { verdict, gained } = compareAccess(before, stack([read], [], { aws_s3_bucket_policy: many }));
    expect([verdict, gained[0].unless?.length]).toEqual(['gained', 20]);
  });

  test('a bucket that the source makes is none of the others that it makes', () => {
    const more = {
      aws_s3_bucket: { data: { bucket: 'data' }, logs: {} },
      aws_s3_bucket_policy: { logs: { bucket: '${aws_s3_bucket.logs.id}', policy: doc(ban) } },
    };
    const { verdict, gained } = compareAccess(stack([], [], more), stack([read], [], more));
    expect([verdict, gained.map(({ unless }) => unless)]).toEqual(['gained', [undefined]]);
  });

  test('checks of tests are not certain either', () => {
    const open = stack([], [{ ...ban, Effect: 'Allow' }]);
    expect(checkDenies(open, { anonymous: true, action: 's3:GetObject', resource: 'data/a' }).ok).toBe(false);
    expect(checkGivesNobody(open, 's3:GetObject', 'data/*').ok).toBe(false);
  });
});
