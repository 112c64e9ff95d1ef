import type { PolicyDocument, Statement } from '../policy/document';
import type { NamedPolicy } from '../state/access-state';
import { ConditionTest, compileCondition } from './condition';
import { ActionMatcher, compileActions } from './match/action';
import type { RequestKeys } from './match/keys';
import { ResourceMatcher, compileResources } from './match/resource';
import { MAYBE, NO, Truth, YES, and } from './truth';

/** What a statement says of a request, once its principals and actions are known to match. */
export interface CompiledStatement {
  /** The policy it stands in. */
  readonly policy: NamedPolicy;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** The statement; absent for a policy of which the state knows nothing. */
  readonly source?: Statement;
  readonly effect: Statement['effect'];
  /** Whether its actions cover one, in lower case. */
  readonly action: ActionMatcher;
  /** Whether its resources and all its conditions match. */
  readonly applies: (resource: string, keys: RequestKeys) => Truth;
}

/** The statements of a policy, compiled when they are first asked. A policy that isn't known may hold any statement. */
export function compilePolicy(policy: NamedPolicy): readonly CompiledStatement[] {
  const { document } = policy;
  if (document === undefined) return [unknownStatement(policy, 'Allow'), unknownStatement(policy, 'Deny')];
  return document.statements.map((source, index) => new LazyStatement(policy, document, source, index));
}

/** Whether `$\{…}` is a variable in a document. */
export function hasVariables(document: PolicyDocument): boolean {
  return document.version === '2012-10-17';
}

class LazyStatement implements CompiledStatement {
  private actionMatcher: ActionMatcher | undefined;
  private resources: ResourceMatcher | undefined;
  private conditions: readonly ConditionTest[] | undefined;

  constructor(
    public readonly policy: NamedPolicy,
    private readonly document: PolicyDocument,
    public readonly source: Statement,
    public readonly index: number,
  ) {}

  public get effect(): Statement['effect'] {
    return this.source.effect;
  }

  public action(action: string): Truth {
    this.actionMatcher ??= compileActions(this.source.actions, this.source.notActions);
    return this.actionMatcher(action);
  }

  public applies(resource: string, keys: RequestKeys): Truth {
    const variables = hasVariables(this.document);
    this.resources ??= compileResources(this.source.resources, this.source.notResources, variables);
    let truth = this.resources(resource, keys);
    if (truth === NO || this.source.conditions === undefined) return truth;
    this.conditions ??= this.source.conditions.map((condition) => compileCondition(condition, variables));
    for (let i = 0; i < this.conditions.length && truth !== NO; i++) truth = and(truth, this.conditions[i](keys));
    return truth;
  }
}

function unknownStatement(policy: NamedPolicy, effect: Statement['effect']): CompiledStatement {
  return { policy, index: 0, effect, action: () => YES, applies: () => MAYBE };
}
