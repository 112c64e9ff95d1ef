import { compareAccess } from '../../src/compare';
import { REVIEW_FORMATS } from '../../src/report/review';
import { type AccessStateJson, readAccess } from '../../src/state';
import { after, before, policy, review, rewritten } from './states';

const changed = review(before, after);

describe('each format of one change', () => {
  test.each(['text', 'markdown', 'sarif'] as const)('%s', (format) => {
    expect(REVIEW_FORMATS[format](changed)).toMatchSnapshot();
  });

  test('html, without its style and its script', () => {
    const page = REVIEW_FORMATS.html(changed).replace(/<(style|script)>[^]*?<\/\1>/g, '<$1></$1>').replace(/sha256-[\w+/=]+/g, 'sha256-…');
    expect(page).toMatchSnapshot();
  });

  test('json is what compareAccess answers', () => {
    expect(JSON.parse(REVIEW_FORMATS.json(changed))).toEqual(JSON.parse(JSON.stringify(compareAccess(readAccess(before), readAccess(after)))));
  });

  test('the same change has the same report', () => {
    for (const format of Object.values(REVIEW_FORMATS)) expect(format(review(before, after))).toBe(format(changed));
  });
});

test('an empty value can be seen', () => {
  const lists = (...prefixes: readonly string[]): AccessStateJson => ({
    account: '111122223333',
    users: { ci: { policies: [policy({ Action: 's3:ListBucket', Resource: 'arn:aws:s3:::releases', Condition: { StringLike: { 's3:prefix': prefixes } } })] } },
  });
  const text = REVIEW_FORMATS.text(review(lists('a/*'), lists('a/*', '')));
  expect(text).toContain("after   Allow if StringLike s3:prefix a/*, ''");
  expect(text).toContain("with s3:prefix='': denied before");
});

describe('a refactoring', () => {
  test.each(['text', 'markdown', 'html'] as const)('%s says that access does not change', (format) => {
    expect(REVIEW_FORMATS[format](review(before, rewritten))).toContain('No change in access: 1 policy is new, gone or written differently, and nobody may do more or less.');
  });

  test('nothing at all says no more than that', () => {
    expect(REVIEW_FORMATS.text(review(before, before))).toBe('No change in access.');
    expect(JSON.parse(REVIEW_FORMATS.sarif(review(before, before)))).toMatchObject({ runs: [{ results: [] }] });
  });
});

describe('names', () => {
  test('a boundary that comes or goes is named, since it has no statement that says what it takes', () => {
    const reads = policy({ Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::releases/*' });
    const bounded = (kind: 'users' | 'roles', boundary?: object) => ({ account: '111122223333', [kind]: { ci: { policies: [reads], boundary } } });
    for (const [kind, name] of [['users', 'user ci'], ['roles', 'role ci']] as const) {
      const limit = policy({ Action: 's3:GetObject', Resource: '*' });
      const text = REVIEW_FORMATS.text(review(bounded(kind), bounded(kind, limit)));
      expect(text).toContain(`${name}\n  - lost s3:PutObject\n`);
      expect(text).toContain(`Names:\n  new boundary: ${name}`);
      expect(REVIEW_FORMATS.text(review(bounded(kind, limit), bounded(kind)))).toContain(`Names:\n  removed boundary: ${name}`);
      expect(REVIEW_FORMATS.text(review(bounded(kind, limit), bounded(kind, limit)))).toBe('No change in access.');
    }
    const two = (boundary?: object): AccessStateJson => ({ account: '111122223333', users: { ann: { policies: [reads], boundary }, ben: { policies: [reads], boundary } } });
    expect(REVIEW_FORMATS.text(review(two(), two(policy({ Action: '*', Resource: '*' }))))).toContain('new boundaries: user ann, user ben');
  });

  const keys = (status?: string) => ({
    resource: { aws_iam_user: { dana: { name: 'dana' } }, aws_iam_access_key: { k: { user: '${aws_iam_user.dana.name}', ...(status && { status }) } } },
  });

  test('a new access key is told, though it changes no access', () => {
    const [had, has] = [readAccess({ resource: { aws_iam_user: { dana: { name: 'dana' } } } }), readAccess(keys())];
    expect(review(had as never, has as never).named).toEqual([{ kind: 'access key', name: 'dana, aws_iam_access_key.k', change: 'added' }]);
  });

  test('a suspended one too', () => {
    const [had, has] = [readAccess(keys()), readAccess(keys('Inactive'))];
    expect(review(had as never, has as never).named).toEqual([{ kind: 'access key', name: 'dana, aws_iam_access_key.k, now inactive', change: 'changed' }]);
  });
});

test('what everyone gets is said once, and first', () => {
  const closed = { ...before, users: { ci: before.users?.ci ?? {}, lee: {} } };
  const open = { ...closed, buckets: { releases: { policy: policy({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/public/*' }) } } };
  const [first, ...others] = REVIEW_FORMATS.text(review(closed, open)).split('\n').filter((line) => line.includes('releases/public/*'));
  expect([first, others]).toEqual(['      on      releases/public/*', []]);
  expect(REVIEW_FORMATS.text(review(closed, open))).toMatch(/\n\nanonymous, any other principal, user ci, user lee\n/);
});

test('a long comment is cut where a comment ends, and says so', () => {
  const users = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`user-${index}`, { policies: [policy({ Action: 's3:GetObject', Resource: `arn:aws:s3:::b/${index}/*` })] }]));
  const text = REVIEW_FORMATS.markdown(review({}, { users }));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/Not shown here, for lack of room: \d+ changes more/);
});
