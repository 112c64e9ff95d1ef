import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import type { Guard, GuardTarget } from '../guards/guard';
import { GRANTS, GUARDS } from '../plan/file/functions';
import { propNames } from '../shape/intent';
import { CHOICES, PARAMETERS } from './parameters';

/** A grant or guard with its flags and words chosen, of which only what statements say is missing: bucket, prefix and so on. */
export interface Form {
  /** The name of its function. */
  readonly name: string;
  readonly kind: 'grant' | 'guard';
  readonly make: (props: object) => Grant | Guard;
  /** The props that are chosen. */
  readonly chosen: object;
  /** The props that statements say. */
  readonly parameters: readonly string[];
  /** The actions of its statements in lower case; absent where it is about all but some. */
  readonly actions?: readonly string[];
}

let known: readonly Form[] | undefined;

/**
 * Every form of every grant and guard that plan files have: a new one is among them by itself. Of forms that come to the same, the one with the
 * fewest props.
 */
export function allForms(): readonly Form[] {
  known ??= [GRANTS, GUARDS].flatMap(({ named }) => [...named].flatMap(([name, make]) => formsOf(name, make as Form['make'])));
  return known;
}

function formsOf(name: string, make: Form['make']): readonly Form[] {
  const names = propNames(make);
  const parameters = names.filter((prop) => Object.hasOwn(PARAMETERS, prop));
  const trials = samples(make, parameters, names.filter((prop) => Object.hasOwn(CHOICES, prop)));
  const [least] = trials;
  if (least === undefined) return [];
  const saying = (chosen: object) => trials.map((trial) => rendered(make, { ...trial, ...chosen }));
  const plain = saying({});
  const changes = (prop: string, value: unknown) => saying({ [prop]: value }).some((text, index) => text !== undefined && text !== plain[index]);
  const options = names.filter((prop) => !parameters.includes(prop)).map((prop) => {
    const values = CHOICES[prop] ?? [true, false];
    return [prop, Object.hasOwn(least, prop) ? values : [undefined, ...values.filter((value) => changes(prop, value))]] as const;
  });
  const forms = new Map<string, Form>();
  for (const chosen of combinations(options)) {
    const texts = saying(chosen);
    if (texts.every((text) => text === undefined) || forms.has(String(texts))) continue;
    const intents = trials.flatMap((trial) => attempt(() => make({ ...trial, ...chosen })) ?? []);
    forms.set(String(texts), { name, kind: intents[0].kind, make, chosen, parameters, ...neededActions(intents) });
  }
  return [...forms.values()];
}

/** Props that a function takes: the fewest first, then the same with each other prop that statements may say, and with all of them. */
function samples(make: Form['make'], parameters: readonly string[], choices: readonly string[]): readonly object[] {
  const words = combinations(choices.map((prop) => [prop, [undefined, ...CHOICES[prop]]] as const));
  const some = combinations(parameters.map((prop) => [prop, [undefined, PARAMETERS[prop].sample]] as const));
  const fewestFirst = [...some].sort((one, other) => Object.keys(one).length - Object.keys(other).length);
  const taken = (props: object) => rendered(make, props) !== undefined;
  const least = fewestFirst.flatMap((sample) => words.map((word) => ({ ...sample, ...word }))).find(taken);
  if (least === undefined) return [];
  const more = parameters.filter((prop) => !Object.hasOwn(least, prop)).map((prop) => ({ [prop]: PARAMETERS[prop].sample }));
  const all = more.reduce<object>((props, sample) => ({ ...props, ...sample }), {});
  return [least, ...[...more, all].map((sample) => ({ ...sample, ...least })).filter(taken)];
}

/** The actions that it has whatever statements say; none where it is about all but some. */
function neededActions(intents: ReadonlyArray<Grant | Guard>): Pick<Form, 'actions'> {
  const [first, ...others] = intents.map(actionsOf);
  if (first === undefined) return {};
  return { actions: first.filter((action) => others.every((other) => other?.includes(action) === true)) };
}

/** Props by their names. */
type Props = Readonly<Record<string, unknown>>;

/** Every choice of a value for each prop; one that is undefined is left out. Those with the first values come first. */
export function combinations(options: ReadonlyArray<readonly [prop: string, values: readonly unknown[]]>): readonly Props[] {
  return options.reduce<readonly Props[]>((all, [prop, values]) => (
    values.flatMap((value) => (value === undefined ? all : all.map((props) => ({ ...props, [prop]: value }))))
  ), [{}]);
}

const TARGETS: readonly GuardTarget[] = [{ bucket: 'sample-bucket' }, { principal: 'user' }];

/** What a grant or guard says, without the name that says so. */
function statementsOf(intent: Grant | Guard): ReadonlyArray<Partial<ReturnType<Guard['statements']>[number] & Grant['statements'][number]>> {
  if (intent.kind === 'grant') return [...intent.statements, ...intent.keyStatements ?? []];
  const target = TARGETS.find((one) => intent.targets?.includes(one.principal ?? 'bucket') !== false) ?? TARGETS[0];
  return intent.statements(target);
}

function actionsOf(intent: Grant | Guard): readonly string[] | undefined {
  const statements = statementsOf(intent);
  if (statements.some(({ notActions }) => notActions !== undefined)) return undefined;
  return [...new Set(statements.flatMap(({ actions = [], helpful = [] }) => [...actions, ...helpful]).map((action) => action.toLowerCase()))];
}

/** What it is made of, as a text; undefined where the function doesn't take the props. */
function rendered(make: Form['make'], props: object): string | undefined {
  return attempt(() => JSON.stringify(statementsOf(make(props))));
}

/** What a function makes; undefined where it refuses what it is given. */
export function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}
