import type { RequestPrincipal } from '../decide';
import { compilePolicies } from '../decide/compiled-statement';
import { keysOf } from '../decide/context-keys';
import { anyMatch, matchPrincipals } from '../decide/match/principal';
import { type ResolvedPrincipal, resolvePrincipal } from '../decide/principal';
import { principalKeys } from '../decide/principal-keys';
import { and, MAYBE, NO, or, type Truth, YES } from '../decide/truth';
import type { PolicyDocument, Statement } from '../policy/document';
import type { AccessState } from '../state/access-state';
import { askedKeys, isPartlyUnknown, statementKey } from './documents';
import type { FixedKeys } from './patterns';
import type { SideRows } from './question';
import type { Allows } from './replay';
import type { Row } from './row';
import { rowsOf } from './rows';

/** Whether a document is attached to an identity or to a resource. */
export type PolicyType = 'identity' | 'resource';

const NOBODY: AccessState = { users: new Map(), groups: new Map(), roles: new Map(), buckets: new Map(), unknowns: [] };

/** One document as one side of a comparison. */
export class DocumentSide {
  private readonly document: PolicyDocument;

  public constructor(private readonly name: 'before' | 'after', document: PolicyDocument, private readonly type: PolicyType) {
    // a trust policy has no Resource: it speaks of the role that it is on
    this.document = type === 'identity' ? document : { ...document, statements: document.statements.map(withResource) };
  }

  /** Rows for the formula {@link DOCUMENT}. */
  public rows(principal: RequestPrincipal, fixed: (asked: readonly string[]) => FixedKeys): SideRows {
    const resolved = resolvePrincipal(NOBODY, principal);
    const rows: Row[] = [];
    const variables: string[] = [];
    const unknowns = `${this.name} `;
    this.document.statements.forEach((statement, index) => {
      const truth = this.truth(statement, resolved);
      if (
        truth === NO || (statement.actions ?? statement.notActions) === undefined || (statement.resources ?? statement.notResources) === undefined
      ) return;
      const facts = truth === MAYBE ? [[`${isPartlyUnknown(statement) ? unknowns : ''}principal ${statementKey(statement)}`, true] as const] : [];
      const source = { policy: 'policy', index, statement, version: this.document.version };
      const read = rowsOf(source, { role: statement.effect === 'Allow' ? 'allow' : 'deny', fixed: fixed(askedKeys(statement)), unknowns, facts });
      rows.push(...read.rows);
      variables.push(...read.variables);
    });
    return { rows, variables };
  }

  /** Whether the document allows a request and doesn't deny it, as far as `decide`'s statements tell. */
  public allows(): Allows {
    const statements = compilePolicies([{ name: 'policy', document: this.document }], undefined);
    return ({ principal, action, resource, context }) => {
      const resolved = resolvePrincipal(NOBODY, principal);
      const keys = keysOf(context, this.type === 'identity' ? new Map() : principalKeys(resolved));
      const truths: Record<Statement['effect'], Truth> = { Allow: NO, Deny: NO };
      for (const statement of statements) {
        const named = statement.source === undefined ? NO : this.truth(statement.source, resolved);
        truths[statement.effect] = or(
          truths[statement.effect],
          and(and(named, statement.action(action.toLowerCase())), statement.applies(resource, keys)),
        );
      }
      return truths.Allow === YES && truths.Deny === NO;
    };
  }

  /** How certainly a statement speaks of a principal; an identity policy has no `Principal`, and IAM refuses one that has. */
  private truth(statement: Statement, principal: ResolvedPrincipal): Truth {
    if (this.type === 'resource') return anyMatch(matchPrincipals(statement, principal));
    return statement.principals === undefined && statement.notPrincipals === undefined ? YES : MAYBE;
  }
}

function withResource(statement: Statement): Statement {
  return statement.resources === undefined && statement.notResources === undefined ? { ...statement, resources: ['*'] } : statement;
}
