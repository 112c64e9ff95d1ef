import { compileState } from '../../decide';
import { asForged } from '../../decide/forged';
import { AccessError } from '../../errors';
import type { PolicyDocument } from '../../policy/document';
import { s3Arn } from '../../policy/s3-arn';
import { shown } from '../../shape/shown';
import type { AccessState, AccessStateJson } from '../../state/access-state';
import { knownState } from '../../state/check-state';
import { partitionOf } from '../../state/partition';
import { compareDocuments } from '../compare-documents';
import { comparison, type Scope, toolsFor } from '../compare-principals';
import { compareStates } from '../compare-states';
import { ComparedState } from '../compile/compared-state';
import type { PolicyType } from '../compile/compile-document';
import type { Clause } from '../compile/cube';
import { readArn, readText } from '../compile/text-pattern';
import type { Glob } from '../domain/glob';
import { inconclusive } from '../report/inconclusive';
import type { CompareOptions, Comparison } from '../types';
import { type DocumentInput, isDocument, readDocument } from './read-document';

/** How a check of what is granted is made. */
export interface GrantedOptions extends CompareOptions {
  /**
   * What a single document is attached to; not needed for an access state.
   * @default 'identity'
   */
  readonly policyType?: PolicyType;
}

const NOTHING: PolicyDocument = { version: '2012-10-17', statements: [] };

/** Everything that a document or an access state grants, as a comparison with nothing: all that is granted is `gained`. */
export function granted(source: DocumentInput | AccessState | AccessStateJson, options: GrantedOptions, query: Scope): Comparison {
  if (isDocument(source)) {
    const { policyType = 'identity' } = options;
    const found = compareDocuments(
      NOTHING,
      readDocument(source, 'document'),
      { ...query, tools: toolsFor({ strict: true, ...options }), policyType },
    );
    return comparison({ ...found, lost: [] });
  }
  // what is granted to those who choose what conditions see is granted
  const after = new ComparedState('after', asForged(compileState(source as AccessState | AccessStateJson).state), '');
  const tools = toolsFor(options, partitionOf(after.state), after.evaluation === undefined);
  const found = compareStates(new ComparedState('before', emptied(after.state), ''), after, { ...query, tools });
  // what takes access away gives none, and what depends on a note about a policy is reported with the policy
  const unknowns = after.state.unknowns.filter(({ scope }) => scope !== undefined && scope.effect !== 'deny').map(({ where, reason }) => inconclusive('unknown', where, reason));
  return comparison(
    {
      gained: found.gained,
      lost: [],
      inconclusive: [...found.inconclusive.filter(({ principal }) => principal !== undefined), ...unknowns],
      unread: [],
      named: [],
    },
  );
}

/** The same principals, buckets and other resources without a policy and an ACL. */
function emptied(state: AccessState): AccessState {
  const strip = <T extends object>(all: ReadonlyMap<string, T>, none: Partial<T>) => new Map(
    [...all].map(([name, one]) => [name, { ...one, ...none }]),
  );
  return knownState({
    ...state,
    users: strip(state.users, { policies: [], boundary: undefined }),
    groups: strip(state.groups, { policies: [] }),
    roles: new Map([...state.roles].map(([name, { trust, ...role }]) => (
      [name, { ...role, policies: [], boundary: undefined, ...(trust && { trust: { name: trust.name, document: NOTHING } }) }]))),
    // no ACL counts there, those of objects neither, of which no source tells
    buckets: strip(state.buckets, { policy: undefined, acl: undefined, objectOwnership: 'BucketOwnerEnforced' }),
    ...(state.resources && { resources: strip(state.resources, { policy: undefined, grants: undefined }) }),
    unknowns: [],
  });
}

/**
 * A question for requests with one of the actions on one of the resources only. Patterns are as in a policy, without variables.
 *
 * @throws AccessError `InvalidPattern` for a resource that can match no ARN
 */
export function restrictedTo(actions: readonly string[], resources: readonly string[]): Pick<Scope, 'restrict' | 'besides'> {
  const syntax = { version: '2012-10-17', wildcards: true, variables: false, fold: false, fixed: new Map(), unknowns: '' } as const;
  const clause = (globs: readonly Glob[]): readonly Clause[] => (globs.length === 0 ? [] : [{ globs, negated: false }]);
  const action = clause(actions.flatMap((text) => {
    const pattern = readText(text.toLowerCase(), syntax);
    return pattern === undefined ? [] : [pattern.glob];
  }));
  const resource = clause(resources.map((text) => {
    const pattern = readArn(text, syntax);
    if (pattern !== undefined) return pattern.glob;
    throw new AccessError({ code: 'InvalidPattern', message: `${shown(text)} can match no resource; allowed are ARN patterns such as ${s3Arn('bucket/*')}, and *`, remedy: 'write the resource as an ARN' });
  }));
  return {
    restrict: (cubes) => cubes.map((cube) => ({ ...cube, action: [...cube.action, ...action], resource: [...cube.resource, ...resource] })),
    besides: [{ version: '2012-10-17', statements: [{ effect: 'Allow', principals: '*', resources }] }],
  };
}
