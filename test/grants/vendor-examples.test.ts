import type { Grant } from '../../src/grants';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { checkAllows, checkAllowsOnly, checkDenies } from '../../src/testing';
import { EXACT, TOLD } from './vendor-examples';

function stateOf(grants: readonly Grant[]) {
  return { users: { alice: { policies: [JSON.parse(identityDocument(grants, { kind: 'user' }, aws()).json)] } } };
}

test.each(EXACT)('%s', (_example, grants, means) => {
  const { ok, message } = checkAllowsOnly(stateOf(grants), means.map((each) => ({ user: 'alice', ...each })));
  if (!ok) throw new Error(message());
});

test.each(TOLD)('%s', (_example, grants, allowed, denied) => {
  const state = stateOf(grants);
  for (const [action, resource] of allowed) expect([action, resource, checkAllows(state, { user: 'alice', action, resource }).ok]).toEqual([action, resource, true]);
  for (const [action, resource] of denied) expect([action, resource, checkDenies(state, { user: 'alice', action, resource }).ok]).toEqual([action, resource, true]);
});
