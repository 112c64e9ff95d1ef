import { readOnlyPrefix } from '../../src/grants';
import { accessPlan, existingRole, existingUser } from '../../src/plan';
import { renderForEngine } from '../../src/plan/render-access';

const read = readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });
const names = (...marks: readonly string[]) => renderForEngine(accessPlan({ existing: marks.map((mark) => ({ principal: existingUser(mark), grants: [read] })) }), { scope: 's' })
  .existing.map(({ policies: [policy] }) => policy.name);

test('policies of a principal known only at deploy time are called the same in every run', () => {
  expect(names('${TfToken[TOKEN.1]}')).toEqual(names('${TfToken[TOKEN.2]}'));
  expect(names('${TfToken[nonce-a.1]}', 'lee', '${TfToken[nonce-a.2]}')).toEqual(names('${TfToken[nonce-b.7]}', 'lee', '${TfToken[nonce-b.9]}'));
});

test('and two of them are distinguished', () => {
  expect(new Set(names('${TfToken[TOKEN.1]}', '${TfToken[TOKEN.2]}')).size).toBe(2);
  expect(names('${TfToken[TOKEN.1]}')[0]).toMatch(/^user-deploy-time-1-access-[0-9a-f]{8}$/);
});

test('the principal keeps its value', () => {
  const principal = existingRole('app-${TfToken[TOKEN.4]}');
  expect(renderForEngine(accessPlan({ existing: [{ principal, grants: [read] }] }), {}).existing[0].principal).toEqual(principal);
});
