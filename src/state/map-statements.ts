import type { Statement } from '../policy/document';
import type { AccessState } from './access-state';
import { knownState } from './check-state';
import type { NamedPolicy } from './named-policy';

interface Holder {
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** The same state with each statement of its policies changed, or gone. */
export function mapStatements(state: AccessState, change: (statement: Statement) => readonly Statement[]): AccessState {
  const policy = (one: NamedPolicy): NamedPolicy => (
    one.document ? { ...one, document: { ...one.document, statements: one.document.statements.flatMap(change) } } : one
  );
  const holder = <T extends Holder>(one: T): T => (
    { ...one, policies: one.policies.map(policy), ...(one.boundary && { boundary: policy(one.boundary) }) }
  );
  const holders = <T extends Holder>(all: ReadonlyMap<string, T>) => new Map([...all].map(([name, one]) => [name, holder(one)]));
  return knownState({
    ...state,
    users: holders(state.users),
    groups: holders(state.groups),
    roles: holders(state.roles),
    buckets: new Map([...state.buckets].map(([name, bucket]) => [name, { ...bucket, ...(bucket.policy && { policy: policy(bucket.policy) }) }])),
  });
}
