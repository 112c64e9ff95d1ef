import { compileState } from '../../decide';
import type { PolicyDocument } from '../../policy/document';
import type { AccessState, AccessStateJson } from '../../state/access-state';
import { knownState } from '../../state/check-state';
import type { NamedPolicy } from '../../state/named-policy';
import { compareAccess } from '../compare-access';
import { comparing, GRANTED, optionsOf } from '../options';
import { equivalent } from './equivalent';
import type { GrantedOptions } from './granted';
import { OverlappingStatements } from './overlapping-statements';
import { type DocumentInput, isDocument, readDocument } from './read-document';

/** A statement without which nothing would change. */
export interface RedundantStatement {
  /** The policy's name; `policy` for a single document. */
  readonly policy: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** Its Sid, where it has one. */
  readonly sid?: string;
}

/**
 * Finds statements that could be removed without changing what is allowed, each on its own: of two statements that say the same both are
 * reported, and one of them must stay.
 *
 * @param source policy document or access state
 * @throws AccessError `InvalidPolicy`, `UnreadableSource`, `InvalidOption`
 * @example
 * redundantStatements(document, { policyType: 'identity' }); // [{ policy: 'policy', index: 2, sid: 'AlsoRead' }]
 */
export function redundantStatements(
  source: DocumentInput | AccessState | AccessStateJson,
  options: GrantedOptions = {},
): readonly RedundantStatement[] {
  const how = optionsOf<GrantedOptions>('redundantStatements', GRANTED, options);
  if (isDocument(source)) {
    const document = readDocument(source, 'document');
    return redundantIn({ name: 'policy', document }, withOverlapping(document, (all, less) => equivalent(all, less, how)));
  }
  const { state } = compileState(source as AccessState | AccessStateJson);
  const isSame = (other: AccessState) => compareAccess(state, other, comparing(how)).verdict === 'none';
  const identity = (['users', 'groups', 'roles'] as const).flatMap((kind) => {
    const all: ReadonlyMap<string, { readonly policies: readonly NamedPolicy[] }> = state[kind];
    return [...all].flatMap(([name, holder]) => holder.policies.flatMap((policy, at) => redundantIn(policy, (index) => {
      const document = without(policy.document, index);
      const policies = holder.policies.map((one, other) => (other === at ? { ...one, document } : one));
      return isSame(knownState({ ...state, [kind]: new Map(all).set(name, { ...holder, policies }) }));
    })));
  });
  const resource = [...state.buckets].flatMap(([name, bucket]) => (bucket.policy === undefined ? [] : redundantIn(bucket.policy, (index) => {
    const document = without(bucket.policy?.document, index);
    const policy: NamedPolicy = { name, ...bucket.policy, document };
    return isSame(knownState({ ...state, buckets: new Map(state.buckets).set(name, { ...bucket, policy }) }));
  })));
  return [...identity, ...resource];
}

function redundantIn({ name, document }: NamedPolicy, isSameWithout: (index: number) => boolean): readonly RedundantStatement[] {
  return (document?.statements ?? []).flatMap(({ sid }, index) => (
    isSameWithout(index) ? [{ policy: name, index, ...(sid === undefined ? {} : { sid }) }] : []
  ));
}

function without(document: PolicyDocument | undefined, index: number): PolicyDocument {
  return { version: document?.version ?? '2012-10-17', statements: (document?.statements ?? []).filter((_, at) => at !== index) };
}

/** Holds a statement against those that can be about the same requests: for any other request its document says the same without it. */
function withOverlapping(document: PolicyDocument, isSame: (all: PolicyDocument, less: PolicyDocument) => boolean): (index: number) => boolean {
  const overlapping = new OverlappingStatements(document.statements, undefined);
  return (index) => {
    const near = [...overlapping.of(index), index].sort((a, b) => a - b);
    const all = { ...document, statements: near.map((at) => document.statements[at]) };
    return isSame(all, without(all, near.indexOf(index)));
  };
}
