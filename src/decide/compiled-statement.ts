import type { OptionalElement } from '../platforms/dialect';
import type { Evaluation } from '../platforms/evaluation';
import { indexOfAny } from '../platforms/unclear-text';
import type { PolicyDocument, Statement } from '../policy/document';
import { startsAsInAws } from '../policy/s3-arn';
import { UNKNOWN_TEXT } from '../policy/unknown-text';
import type { NamedPolicy } from '../state/named-policy';
import { ConditionTest, compileCondition } from './condition';
import { ActionMatcher, compileActions } from './match/action';
import type { RequestKeys } from './match/keys';
import { literalHead, type TextMatcher } from './match/pattern';
import { compileResources, type FolderReading, mayCoverBucket } from './match/resource';
import type { VariableSyntax } from './match/tokens';
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
  /** What every resource that it covers begins with, one of these; absent where that isn't known. */
  readonly heads?: readonly string[];
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
export function variablesOf({ version }: Pick<PolicyDocument, 'version'>, evaluation: Evaluation | undefined): VariableSyntax {
  const variables = evaluation?.variables;
  return (version === '2012-10-17' || variables?.wholeValuesOnly === true) && (variables ?? true);
}

/** Which `$\{…}` are variables in a document's resources. */
export function resourceVariablesOf(document: Pick<PolicyDocument, 'version'>, evaluation: Evaluation | undefined): VariableSyntax {
  return evaluation?.variables?.wholeValuesOnly !== true && variablesOf(document, evaluation);
}

/** Whether nothing is certain of a statement: the platform refuses it, or may, or nobody can tell how it reads it. */
export function isDoubtful(statement: Statement, version: PolicyDocument['version'], evaluation: Evaluation): boolean {
  const { unclear, unclearElements, variables } = evaluation;
  const { actions = [], resources = [], notResources = [] } = statement;
  if (version === '2008-10-17' && unclear?.includes('olderVersion') === true) return true;
  if (actions.includes('*') && unclear?.includes('everyAction') === true) return true;
  if (unclearElements !== undefined && hasElement(statement, unclearElements)) return true;
  return variables?.wholeValuesOnly === true && [...resources, ...notResources].some((text) => text.includes('${'));
}

/** Resources as a platform reads them: from a character on that it refuses or takes for another, nothing is known. */
export function resourcesThere(texts: readonly string[] | undefined, evaluation: Evaluation | undefined): readonly string[] | undefined {
  const characters = evaluation?.unclearResources;
  if (texts === undefined || characters === undefined) return texts;
  return texts.map((text) => {
    const [start] = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:/.exec(text) ?? [''];
    const at = indexOfAny(text, characters, start.length);
    return start === '' || at < 0 ? text : `${text.slice(0, at)}${UNKNOWN_TEXT}`;
  });
}

/** Whether a bucket is taken for the folder `bucket/`. */
export function folderReading(evaluation: Evaluation | undefined): FolderReading {
  if (evaluation === undefined) return false;
  return evaluation.unclear?.includes('bucketAsFolder') === true ? 'unclear' : evaluation.bucketAsFolder === true;
}

/** Whether the platform takes a statement and doesn't evaluate it. */
export function isUnevaluated(statement: Statement, evaluation: Evaluation | undefined): boolean {
  return evaluation?.unevaluated !== undefined && hasElement(statement, evaluation.unevaluated);
}

function hasElement({ notActions, notResources, notPrincipals }: Statement, elements: readonly OptionalElement[]): boolean {
  const written = { NotAction: notActions, NotResource: notResources, NotPrincipal: notPrincipals };
  return elements.some((element) => written[element] !== undefined);
}

const NONE: readonly ConditionTest[] = [];
/** What only may hold, whatever the request. */
const DOUBTFUL: readonly ConditionTest[] = [() => MAYBE];
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

  public get heads(): readonly string[] | undefined {
    const { resources, notResources } = this.source;
    if (resources === undefined || notResources !== undefined || folderReading(this.evaluation) !== false) return undefined;
    const heads = resourcesThere(resources, this.evaluation)?.map(literalHead);
    return heads?.every(startsAsInAws) === true ? heads : undefined;
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
    return compileActions(this.source.actions, this.source.notActions, this.evaluation?.alsoGrants);
  }

  private compileResources(): TextMatcher {
    const variables = resourceVariablesOf(this.version(), this.evaluation);
    const { resources, notResources } = this.source;
    const [own, others] = [resources, notResources].map((texts) => resourcesThere(texts, this.evaluation));
    return compileResources(own, others, variables, folderReading(this.evaluation));
  }

  private compileConditions(): readonly ConditionTest[] {
    const { conditions } = this.source;
    const isOpen = this.evaluation !== undefined && isDoubtful(this.source, this.version().version, this.evaluation);
    if (conditions === undefined) return isOpen ? DOUBTFUL : NONE;
    const variables = variablesOf(this.version(), this.evaluation);
    const compiled = conditions.map((condition) => compileCondition(condition, variables, this.evaluation));
    return isOpen ? [...DOUBTFUL, ...compiled] : compiled;
  }

  private version(): Pick<PolicyDocument, 'version'> {
    return this.policy.document ?? { version: '2008-10-17' };
  }
}

function unknownStatement(policy: NamedPolicy, effect: Statement['effect'], origin?: ResourcePolicy): CompiledStatement {
  return { policy, origin, index: 0, effect, mayCover: () => true, action: () => YES, resource: () => MAYBE, conditions: NONE, applies: () => MAYBE };
}
