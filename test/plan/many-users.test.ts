import { perUserHomeFolder, readOnlyPrefix, writeOnlyUploader } from '../../src/grants';
import { accessPlan, existingUser, renderAccess } from '../../src/plan';

const COUNT = 5000;

test('a plan of 5,000 users in groups renders, each user once', () => {
  const names = Array.from({ length: COUNT }, (_, index) => `user-${index}`);
  const plan = accessPlan({
    users: Object.fromEntries(names.map((name) => [name, { accessKeys: ['2026-11'], grants: [writeOnlyUploader({ bucket: 'inbox', prefix: `${name}/` })] }])),
    groups: {
      everyone: { members: [...names, existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] },
      readers: { members: names, grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] },
    },
  });
  const { users, groups } = renderAccess(plan);
  expect(users).toHaveLength(COUNT);
  expect(new Set(users.map(({ policies: [policy] }) => policy.json)).size).toBe(COUNT);
  expect(groups[0].members).toHaveLength(COUNT + 1);
});
