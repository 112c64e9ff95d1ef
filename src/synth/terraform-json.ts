import type { RenderedAccessKey } from '../plan/access-keys';
import { controlPlaneOf } from '../plan/control-planes';
import { awsProviderArgs } from '../plan/control-planes/aws-provider';
import { PROVIDER_SOURCES, type ProviderSource, snakeCase } from '../plan/control-planes/provider-sources';
import { checkPattern, type DeployCheck } from '../plan/graph/deploy-check';
import type { LateValue, LateValues } from '../plan/graph/late';
import { type Attribute, isBlock, isPolicyText, isRef, type NodeId, type Value } from '../plan/graph/node';
import { idIn, type PlanGraph, type PlanNode } from '../plan/graph/plan-graph';
import { templateSafe } from '../plan/graph/template';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { RECIPE, recipeOf } from '../platforms/recipe';
import { addressOf, finder } from './addresses';
import type { DeployVariable, SynthInput } from './synth-input';

type Json = Readonly<Record<string, unknown>>;

/** Preconditions need 1.2, and `terraform_data`, which keys need that can't be deleted, 1.4. */
const TERRAFORM_VERSION = '>= 1.4.0';

/** What is written above all, for people who open the file. */
const COMMENT = 'Written by bucket-grants synth. Change the plan and write it again, instead of this file.';

/**
 * Writes a graph as a module in Terraform's JSON: resources with the checks before each, variables for what is known only at deploy, and outputs. A
 * provider is configured only for a store of its own, so that nothing is ever made in AWS by forgetting; for AWS it is the caller's.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function terraformJson(graph: PlanGraph, { late, variables }: SynthInput): Json {
  const { nodes, rendered: { platform } } = graph;
  const writer = new Writer(nodes, late);
  const resources = nodes.map((node) => [node.type, writer.address(node.id).split('.')[1], writer.resource(node)] as const);
  const kept = nodes.flatMap(({ kept: key }) => (key === undefined ? [] : [`${key.user}/${key.generation}`])).sort();
  const needed = [...new Set(nodes.map(({ type }) => type.split('_')[0]))].sort();
  const required = ({ source, version }: ProviderSource) => ({ source, version });
  return withoutEmpty({
    '//': COMMENT,
    'terraform': {
      required_version: TERRAFORM_VERSION,
      required_providers: Object.fromEntries(needed.map((name) => [name, required(PROVIDER_SOURCES[name])])),
    },
    'variable': variableBlocks(graph, variables),
    'provider': isAwsItself(platform) ? {} : providersOf(graph),
    'resource': nested([...resources, ...(kept.length > 0 ? [['terraform_data', KEPT, keptKeys(kept)] as const] : [])]),
    'output': outputs(graph, writer),
  });
}

/** Part of resource addresses, and of what people read in the refusal, as of the constructs: never change it. */
const KEPT = 'access_keys_that_cannot_be_deleted';

/** An instance for each key that the platform can't delete: one that disappears is refused at plan, also with all else of its user. */
function keptKeys(keys: readonly string[]): Json {
  return {
    for_each: `\${toset(${templateSafe(JSON.stringify(keys))})}`,
    input: "suspend a key instead: status: 'Inactive'; where keys can be deleted, say so on the platform: deleteAccessKey: true",
    lifecycle: { prevent_destroy: true },
  };
}

const PASSWORDS = {
  type: 'map(string)',
  nullable: false,
  sensitive: true,
  description: 'The password of each service user, by name. Nobody needs it: users sign requests with their keys.',
};

function variableBlocks({ nodes }: PlanGraph, variables: SynthInput['variables']): Json {
  const needsPasswords = nodes.some(({ sensitive = [] }) => sensitive.includes('password'));
  const block = ({ description }: DeployVariable): Json => (
    { type: 'string', nullable: false, ...(description !== undefined && { description: templateSafe(description) }) }
  );
  return { ...Object.fromEntries(variables.map((variable) => [variable.name, block(variable)])), ...(needsPasswords && { passwords: PASSWORDS }) };
}

/** The provider of a store of its own, at its endpoints; credentials come from its environment. */
function providersOf({ rendered: { platform } }: PlanGraph): Json {
  const { provider } = controlPlaneOf(platform);
  if (provider === undefined) return {};
  const recipe = recipeOf(platform);
  const own = provider.name === 'aws' ? awsProviderArgs(platform) : provider.args(platform);
  return { [provider.name]: [{ ...(recipe !== undefined && { '//': { [RECIPE]: recipe } }), ...snakeKeys(own) }] };
}

function outputs({ nodes, rendered: { users, otherAccountPolicies } }: PlanGraph, writer: Writer): Json {
  const keyOf = (user: string, { generation, pgpKey }: RenderedAccessKey): Json => {
    const of = (attribute: Attribute) => writer.reference(idIn(`user ${user}`, `accessKey:${generation}`), attribute);
    return { id: of('id'), ...(pgpKey === undefined ? { secret: of('secret') } : { encrypted_secret: of('encryptedSecret') }) };
  };
  const keys = users.filter(({ accessKeys }) => accessKeys.length > 0)
    .map(({ name, accessKeys }) => [name, Object.fromEntries(accessKeys.map((key) => [key.generation, keyOf(name, key)]))] as const);
  const roles = nodes.filter(({ type }) => type === 'aws_iam_role').map(({ id, args }) => [String(args.name), writer.reference(id, 'arn')] as const);
  const others = otherAccountPolicies.map(({ grantee, json }) => ({ grantee: 'arn' in grantee ? grantee.arn : grantee.account, policy: writer.text(json) }));
  return {
    ...(keys.length > 0 && { access_keys: { description: 'Access keys, by user and generation.', value: Object.fromEntries(keys), sensitive: true } }),
    ...(roles.length > 0 && { roles: { description: 'ARNs of the roles, for those who take them.', value: Object.fromEntries(roles) } }),
    ...(others.length > 0 && { other_account_policies: { description: FOR_OTHERS, value: others } }),
  };
}

const FOR_OTHERS = 'What the administrators of other accounts must attach, for the grants to them to hold.';

/** Writes nodes of a graph. */
class Writer {
  private readonly node: (id: NodeId) => PlanNode;

  public constructor(nodes: readonly PlanNode[], private readonly late: LateValues) {
    this.node = finder(nodes);
  }

  public address(id: NodeId): string {
    const node = this.node(id);
    return `${node.type}.${addressOf(node, this.late)}`;
  }

  /** An attribute of a resource as a template. */
  public reference(id: NodeId, attribute: Attribute): string {
    return `\${${this.expression({ ref: id, attribute })}}`;
  }

  /** A text as a template, in which only what is late is an expression. */
  public text(text: string): string {
    return this.late.piecesOf(text).map((piece) => (typeof piece === 'string' ? templateSafe(piece) : `\${${this.expression(piece)}}`)).join('');
  }

  public resource({ args, checks = [], after = [], kept }: PlanNode): Json {
    const conditions = [...new Map(checks.map((check) => [JSON.stringify(check), this.precondition(check)])).values()];
    const lifecycle = { ...(kept !== undefined && { prevent_destroy: true }), ...(conditions.length > 0 && { precondition: conditions }) };
    return {
      ...(this.block(args)),
      ...(after.length > 0 && { depends_on: after.map((id) => this.address(id)) }),
      ...(Object.keys(lifecycle).length > 0 && { lifecycle }),
    };
  }

  private expression(value: LateValue): string {
    if ('variable' in value) return `var.${value.variable}${value.element === undefined ? '' : `[${JSON.stringify(value.element)}]`}`;
    const { attributes = {} } = this.node(value.ref);
    return `${this.address(value.ref)}.${snakeCase(attributes[value.attribute] ?? value.attribute)}`;
  }

  private block(args: Readonly<Record<string, Value>>): Json {
    return Object.fromEntries(Object.entries(args).map(([name, value]) => [snakeCase(name), this.value(value)]));
  }

  private value(value: Value): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object') return value;
    if (isRef(value)) return this.reference(value.ref, value.attribute);
    if (isPolicyText(value)) return this.text(value.policy);
    return isBlock(value) ? this.block(value.block) : value.map((each) => this.value(each));
  }

  /** A check, before the resource is made, that a text is as a whole what a pattern says. */
  private precondition(check: DeployCheck): Json {
    const { pattern, message } = checkPattern(check);
    return { condition: `\${can(regex(${quoted(templateSafe(pattern))}, "${this.inQuotes(check.text)}"))}`, error_message: templateSafe(message) };
  }

  private inQuotes(text: string): string {
    return this.late.piecesOf(text).map((piece) => (typeof piece === 'string' ? quoted(templateSafe(piece)).slice(1, -1) : `\${${this.expression(piece)}}`)).join('');
  }
}

/** A text in Terraform's own quotes. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function snakeKeys(given: object): Json {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [snakeCase(name), snakeCased(value)]));
}

function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  return typeof value === 'object' && value !== null ? snakeKeys(value) : value;
}

function nested(resources: ReadonlyArray<readonly [type: string, name: string, body: Json]>): Json {
  const types = new Map<string, Record<string, Json>>([...new Set(resources.map(([type]) => type))].sort().map((type) => [type, {}]));
  for (const [type, name, body] of resources) Object.assign(types.get(type) ?? {}, { [name]: body });
  return Object.fromEntries(types);
}

function withoutEmpty(parts: Json): Json {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => typeof part !== 'object' || Object.keys(Object(part)).length > 0));
}
