import type { PolicyDocument, Statement } from '../policy/document';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import type { AccessState } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';
import type { Holder } from './candidates';

/** A statement with its place in the stack. */
export interface FoundStatement {
  readonly statement: Statement;
  /** The policy's name, for example `user dana, inline policy home`. */
  readonly policy: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
}

/** Somebody or a bucket, with all that its policies say. */
export interface Site {
  readonly holder: Holder;
  readonly statements: readonly FoundStatement[];
  /** Policies that a plan can't have, and why. */
  readonly foreign: ReadonlyArray<{ readonly policy: NamedPolicy; readonly why: string }>;
}

/** Everybody and every bucket of a state that have policies, or could be in a plan. */
export function sitesOf({ users, groups, roles, buckets }: AccessState): readonly Site[] {
  const holders = (['user', 'group', 'role'] as const).flatMap((kind) => [...{ user: users, group: groups, role: roles }[kind].values()].map(({ name, policies }) => siteOf({ kind, name }, policies)));
  return [...holders, ...[...buckets.values()].flatMap(({ name, policy }) => (policy === undefined ? [] : [siteOf({ kind: 'bucket', name }, [policy])]))];
}

/** Somebody with some policies. */
export function siteOf(holder: Holder, policies: readonly NamedPolicy[]): Site {
  const looked = policies.map((policy) => ({ policy, why: foreign(policy) }));
  return {
    holder,
    statements: looked.flatMap(({ policy, why }) => (why === undefined ? foundIn(policy) : [])),
    foreign: looked.flatMap(({ policy, why }) => (why === undefined ? [] : [{ policy, why }])),
  };
}

function foreign({ document, awsManaged }: NamedPolicy): string | undefined {
  if (awsManaged !== undefined) return 'it is a managed policy of AWS, which a plan does not attach';
  if (document === undefined) return 'the source does not tell its document';
  return JSON.stringify(document).includes(UNKNOWN_TEXT) ? 'the source does not tell all of its text' : undefined;
}

function foundIn({ name, document }: NamedPolicy): readonly FoundStatement[] {
  return (document?.statements ?? []).map((statement, index) => ({ statement: ofToday(statement, document), policy: name, index }));
}

/** A statement as the newer version of the language has it: in the older one `${` begins no variable. */
function ofToday(statement: Statement, document: PolicyDocument | undefined): Statement {
  if (document?.version !== '2008-10-17') return statement;
  const literal = (texts: readonly string[] | undefined) => texts?.map((text) => text.replaceAll('$', () => '${$}'));
  const { resources, notResources, conditions } = statement;
  return {
    ...statement,
    ...(resources && { resources: literal(resources) }),
    ...(notResources && { notResources: literal(notResources) }),
    ...(conditions && { conditions: conditions.map((condition) => ({ ...condition, values: literal(condition.values) ?? [] })) }),
  };
}
