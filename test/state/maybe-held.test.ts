import { decide, readAccess } from '../../src';

const policy = (Effect: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' }] });
const people = {
  aws_iam_user: { ann: { name: 'ann' }, bob: { name: 'bob' } },
  aws_iam_group: { readers: { name: 'readers' } },
  aws_iam_group_policy: { readers: { group: 'readers', policy: policy('Allow') } },
};

/** What ann may do. */
function asked(resource: object, action = 's3:GetObject'): string {
  const { effect, unknowns } = decide(readAccess({ resource: { ...people, ...resource } }), { principal: { user: 'ann' }, action, resource: 'logs/a' });
  expect(unknowns.length > 0).toBe(effect === 'uncertain');
  return effect;
}

describe('what somebody may have is not taken for what they have not', () => {
  test.each<[string, object, string, string]>([
    ['members that are not known', { aws_iam_group_membership: { m: { group: 'readers', users: '${var.x}' } } }, 'uncertain', 'implicitDeny'],
    ['a member that is not known', { aws_iam_group_membership: { m: { group: 'readers', users: ['bob', '${var.x}'] } } }, 'uncertain', 'implicitDeny'],
    ['groups that are not known', { aws_iam_user_group_membership: { m: { user: 'ann', groups: '${var.x}' } } }, 'uncertain', 'uncertain'],
    ['a group that is not known', { aws_iam_user_group_membership: { m: { user: 'ann', groups: ['${var.x}'] } } }, 'uncertain', 'uncertain'],
    ['a member of a known group, by a name that is not known', { aws_iam_user_group_membership: { m: { user: '${var.x}', groups: ['readers'] } } }, 'uncertain', 'implicitDeny'],
    ['a policy of a user whose name is not known', { aws_iam_user_policy: { p: { user: '${var.x}', policy: policy('Allow') } } }, 'uncertain', 'implicitDeny'],
    ['groups of somebody else that are not known', { aws_iam_user_group_membership: { m: { user: 'bob', groups: '${var.x}' } } }, 'implicitDeny', 'implicitDeny'],
    ['a group that she is in for certain, no matter who else is', {
      aws_iam_user_group_membership: { a: { user: 'ann', groups: ['readers'] } }, aws_iam_group_membership: { m: { group: 'readers', users: '${var.x}' } },
    }, 'allow', 'implicitDeny'],
  ])('%s', (_, resource, reading, writing) => {
    expect([asked(resource), asked(resource, 's3:PutObject')]).toEqual([reading, writing]);
  });

  test('of a denial that she may have nothing is certain', () => {
    const own = { aws_iam_user_policy: { a: { user: 'ann', policy: policy('Allow') }, x: { user: '${var.x}', policy: policy('Deny') } } };
    expect(asked(own)).toBe('uncertain');
  });
});
