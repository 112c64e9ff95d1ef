import type { Evaluation } from '../platforms/evaluation';
import type { PolicyDocument, Statement } from '../policy/document';
import type { NamedPolicy } from '../state/access-state';
import { ConditionTest, compileCondition } from './condition';
import { ActionMatcher, compileActions } from './match/action';
import type { RequestKeys } from './match/keys';
import type { TextMatcher } from './match/pattern';
import { compileResources, mayCoverBucket } from './match/resource';
import type { VariableRules } from './match/tokens';
import type { ResourcePolicy } from './resource/resource-policy';
import { MAYBE, NO, Truth, YES } from './truth';

/** What a statement says of a request, once its principals and actions are known to match. */
export interface CompiledStatement {
  /** The policy it stands in. */
  readonly policy: NamedPolicy;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** The statement; absent for a policy of which the state knows nothing. */
  readonly source?: Statement;
  /** How the platform judges otherwise than AWS. */
  readonly evaluation?: Evaluation;
  /** What is to be known of the policy beside its text, where it is one of a resource. */
  readonly origin?: ResourcePolicy;
  readonly effect: Statement['effect'];
  /** Whether its resources may cover a bucket or anything in it: a quick look that errs on the side of yes. */
  readonly mayCover: (bucket: string | undefined) => boolean;
  /** Whether its actions cover one, in lower case. */
  readonly action: ActionMatcher;
  /** Whether its resources cover one. */
  readonly resource: TextMatcher;
  /** Whether each of its conditions holds, in the order of the source. */
  readonly conditions: readonly ConditionTest[];
  /** Whether its resources and all its conditions match. */
  readonly applies: (resource: string, keys: RequestKeys) => Truth;
}

/** The statements of policies, compiled when they are first asked. A policy that isn't known may hold any statement. */
export function compilePolicies(
  policies: readonly NamedPolicy[], evaluation: Evaluation | undefined, origin?: ResourcePolicy,
): readonly CompiledStatement[] {
  const compiled: CompiledStatement[] = [];
  for (const policy of policies) addStatements(compiled, policy, evaluation, origin);
  return compiled;
}

function addStatements(
  compiled: CompiledStatement[], policy: NamedPolicy, evaluation: Evaluation | undefined, origin: ResourcePolicy | undefined,
): void {
  const { document } = policy;
  if (document === undefined) compiled.push(unknownStatement(policy, 'Allow', origin), unknownStatement(policy, 'Deny', origin));
  else for (let i = 0; i < document.statements.length; i++) compiled.push(new LazyStatement(policy, document.statements[i], i, evaluation, origin));
}

/** The statements of policies of a resource. */
export function compileResourcePolicies(policies: readonly ResourcePolicy[], evaluation: Evaluation | undefined): readonly CompiledStatement[] {
  const compiled: CompiledStatement[] = [];
  for (const origin of policies) addStatements(compiled, origin.policy, evaluation, origin);
  return compiled;
}

/** Which `$\{…}` are variables in a document's condition values. */
export function variablesOf({ version }: Pick<PolicyDocument, 'version'>, evaluation: Evaluation | undefined): VariableRules {
  const variables = evaluation?.variables;
  return (version === '2012-10-17' || variables?.wholeValuesOnly === true) && (variables ?? true);
}

/** Which `$\{…}` are variables in a document's resources. */
export function resourceVariablesOf(document: Pick<PolicyDocument, 'version'>, evaluation: Evaluation | undefined): VariableRules {
  return evaluation?.variables?.wholeValuesOnly !== true && variablesOf(document, evaluation);
}

/** Whether the platform takes a statement and doesn't evaluate it. */
export function isUnevaluated({ notActions, notResources, notPrincipals }: Statement, evaluation: Evaluation | undefined): boolean {
  const written = { NotAction: notActions, NotResource: notResources, NotPrincipal: notPrincipals };
  return evaluation?.unevaluated?.some((element) => written[element] !== undefined) === true;
}

const NONE: readonly ConditionTest[] = [];
const NEVER: ActionMatcher = () => NO;

class LazyStatement implements CompiledStatement {
  private actionMatcher: ActionMatcher | undefined = undefined;
  private resourceMatcher: TextMatcher | undefined = undefined;
  private conditionTests: readonly ConditionTest[] | undefined = undefined;

  constructor(
    public readonly policy: NamedPolicy,
    public readonly source: Statement,
    public readonly index: number,
    public readonly evaluation: Evaluation | undefined,
    public readonly origin: ResourcePolicy | undefined,
  ) {}

  public get effect(): Statement['effect'] {
    return this.source.effect;
  }

  public mayCover(bucket: string | undefined): boolean {
    const { resources } = this.source;
    if (bucket === undefined || resources === undefined) return true;
    for (let i = 0; i < resources.length; i++) if (mayCoverBucket(resources[i], bucket)) return true;
    return false;
  }

  public action(action: string): Truth {
    this.actionMatcher ??= this.compileActions();
    return this.actionMatcher(action);
  }

  public resource(resource: string, from: number, keys: RequestKeys): Truth {
    return (this.resourceMatcher ??= this.compileResources())(resource, from, keys);
  }

  public get conditions(): readonly ConditionTest[] {
    return (this.conditionTests ??= this.compileConditions());
  }

  public applies(resource: string, keys: RequestKeys): Truth {
    let truth = this.resource(resource, 0, keys);
    if (truth === NO) return truth;
    const { conditions } = this;
    for (let i = 0; i < conditions.length && truth > 0; i++) {
      const holds = conditions[i](keys);
      if (holds < truth) truth = holds;
    }
    return truth;
  }

  private compileActions(): ActionMatcher {
    if (isUnevaluated(this.source, this.evaluation)) return NEVER;
    return compileActions(this.source.actions, this.source.notActions, this.evaluation?.implies);
  }

  private compileResources(): TextMatcher {
    const variables = resourceVariablesOf(this.version(), this.evaluation);
    return compileResources(this.source.resources, this.source.notResources, variables, this.evaluation?.bucketAsFolder);
  }

  private compileConditions(): readonly ConditionTest[] {
    const { conditions } = this.source;
    if (conditions === undefined) return NONE;
    const variables = variablesOf(this.version(), this.evaluation);
    return conditions.map((condition) => compileCondition(condition, variables, this.evaluation));
  }

  private version(): Pick<PolicyDocument, 'version'> {
    return this.policy.document ?? { version: '2008-10-17' };
  }
}

function unknownStatement(policy: NamedPolicy, effect: Statement['effect'], origin?: ResourcePolicy): CompiledStatement {
  return { policy, origin, index: 0, effect, mayCover: () => true, action: () => YES, resource: () => MAYBE, conditions: NONE, applies: () => MAYBE };
}
