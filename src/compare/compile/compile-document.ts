import type { RequestPrincipal } from '../../decide';
import { type CompiledStatement, compilePolicies } from '../../decide/compiled-statement';
import { keysOf } from '../../decide/context-keys';
import { forBucketPolicies, governs } from '../../decide/governs';
import { matchOnPlatform } from '../../decide/match/platform-principal';
import { anyMatch } from '../../decide/match/principal';
import { platformKeys, platformPrincipalKeys } from '../../decide/platform-keys';
import { type ResolvedPrincipal, resolvePrincipal } from '../../decide/principal';
import { principalKeys } from '../../decide/principal-keys';
import { and, MAYBE, NO, not, or, type Truth, YES } from '../../decide/truth';
import type { Evaluation } from '../../platforms/evaluation';
import type { PolicyDocument, Statement } from '../../policy/document';
import type { AccessState } from '../../state/access-state';
import type { Witness } from '../types';
import type { Allows } from './compared-state';
import { compileStatement, type Cubes } from './compile-statement';
import type { Cube } from './cube';
import { askedKeys, isPartlyUnknown, statementKey } from './statement-key';
import { substituteActions } from './substitute-actions';
import type { FixedKeys } from './text-pattern';

/** Whether a document is attached to an identity or to a resource. */
export type PolicyType = 'identity' | 'resource';

const NOBODY: AccessState = { users: new Map(), groups: new Map(), roles: new Map(), buckets: new Map(), unknowns: [] };

/** One document as one state of a comparison. */
export class ComparedDocument {
  private readonly document: PolicyDocument;
  /** How its statements are read; a bucket policy never takes a bucket for a folder. */
  private readonly reading: Evaluation | undefined;

  public constructor(
    private readonly name: 'before' | 'after',
    document: PolicyDocument,
    private readonly type: PolicyType,
    /** How the platform judges otherwise. @default as AWS */
    private readonly evaluation?: Evaluation,
  ) {
    this.reading = type === 'identity' ? evaluation : forBucketPolicies(evaluation);
    // a trust policy has no Resource: it speaks of the role that it is on
    this.document = type === 'identity' ? document : { ...document, statements: document.statements.map(withResource) };
  }

  /** Cubes for the formula {@link DOCUMENT}. */
  public cubes(principal: RequestPrincipal, fixed: (asked: readonly string[]) => FixedKeys): Cubes {
    const resolved = resolvePrincipal(NOBODY, principal);
    const cubes: Cube[] = [];
    const variables: string[] = [];
    const unknowns = `${this.name} `;
    this.document.statements.forEach((statement, index) => {
      const truth = this.truth(statement, resolved);
      if (
        truth === NO || (statement.actions ?? statement.notActions) === undefined || (statement.resources ?? statement.notResources) === undefined
      ) return;
      const facts = truth === MAYBE ? [[`${isPartlyUnknown(statement) ? unknowns : ''}principal ${statementKey(statement)}`, true] as const] : [];
      const source = { policy: 'policy', index, statement, version: this.document.version };
      const read = compileStatement(source, { role: statement.effect === 'Allow' ? 'allow' : 'deny', fixed: fixed(askedKeys(statement)), unknowns, facts, evaluation: this.reading });
      cubes.push(...read.cubes);
      variables.push(...read.variables);
    });
    const { checkedAs } = this.evaluation ?? {};
    return { cubes: checkedAs === undefined ? cubes : substituteActions(cubes, checkedAs, resolved.kind === 'anonymous'), variables };
  }

  /** Whether the document allows a request and doesn't deny it, as far as `decide`'s statements tell. */
  public allows(): Allows {
    const statements = compilePolicies([{ name: 'policy', document: this.document }], this.reading);
    const { checkedAs = {} } = this.evaluation ?? {};
    return (request) => {
      const resolved = resolvePrincipal(NOBODY, request.principal);
      const own = this.truths(statements, request, resolved);
      const asked = Object.hasOwn(checkedAs, request.action.toLowerCase()) ? checkedAs[request.action.toLowerCase()] : undefined;
      if (asked === undefined) return allowed(own);
      const other = this.truths(statements, { ...request, action: asked.action }, resolved);
      if (asked.how === 'orElse') return or(allowed(own), allowed(other));
      const stays = asked.how === 'unlessDenied' && resolved.kind !== 'anonymous';
      return stays ? and(allowed(other), not(own.Deny)) : allowed(other);
    };
  }

  private truths(statements: readonly CompiledStatement[], { action, resource, context }: Witness, resolved: ResolvedPrincipal): Truths {
    const given = keysOf(context, { keys: this.type === 'identity' ? new Map() : platformPrincipalKeys(principalKeys(resolved), this.evaluation) });
    const keys = this.evaluation === undefined ? given : platformKeys(given, this.evaluation);
    const truths: Record<Statement['effect'], Truth> = { Allow: NO, Deny: NO };
    for (const statement of statements) {
      const named = statement.source === undefined ? NO : this.truth(statement.source, resolved);
      truths[statement.effect] = or(
        truths[statement.effect],
        and(and(named, statement.action(action.toLowerCase())), statement.applies(resource, keys)),
      );
    }
    return truths;
  }

  /** How certainly a statement speaks of a principal; an identity policy has no `Principal`, and IAM refuses one that has. */
  private truth(statement: Statement, principal: ResolvedPrincipal): Truth {
    if (this.type === 'resource') return governs(this.evaluation, principal) ? anyMatch(matchOnPlatform(statement, principal, this.evaluation)) : NO;
    return statement.principals === undefined && statement.notPrincipals === undefined ? YES : MAYBE;
  }
}

type Truths = Readonly<Record<Statement['effect'], Truth>>;

function allowed({ Allow, Deny }: Truths): Truth {
  return and(Allow, not(Deny));
}

function withResource(statement: Statement): Statement {
  return statement.resources === undefined && statement.notResources === undefined ? { ...statement, resources: ['*'] } : statement;
}
