import { AccessError } from '../errors';
import type { RenderedAccessKey } from '../plan/access-keys';
import { controlPlaneOf } from '../plan/control-planes';
import { awsProviderArgs } from '../plan/control-planes/aws-provider';
import { type Attribute, isBlock, isPolicyText, isRef, type Value } from '../plan/graph/node';
import { idIn, type PlanGraph, type PlanNode } from '../plan/graph/plan-graph';
import { isAwsItself } from '../platforms/aws/is-aws-itself';
import { unsupported } from '../platforms/unsupported';
import { yaml } from '../shape/yaml';
import { addressOf, finder } from './addresses';
import type { SynthInput } from './synth-input';

type Properties = Readonly<Record<string, unknown>>;

/** The provider of a store of its own, among the resources. */
const PROVIDER = 'store';

/**
 * Writes a graph as a program in Pulumi YAML. It has no checks before a resource is made, so nothing of the plan may be known only at deploy.
 *
 * @param name of the project
 * @throws AccessError `DeployTimeValue`, `UnsupportedOnPlatform` where another provider than AWS's makes the resources
 * @see https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
 */
export function pulumiYaml({ nodes, rendered }: PlanGraph, name: string, { late, variables }: SynthInput): string {
  const { platform, users, otherAccountPolicies } = rendered;
  if (!controlPlaneOf(platform).isAws) {
    throw unsupported(platform, { what: 'a program in Pulumi YAML', reason: 'is made by another provider than that of AWS', remedy: 'write --to terraform, or use StorageAccess in a Pulumi program' });
  }
  if (variables.length > 0) {
    throw new AccessError({
      code: 'DeployTimeValue',
      message: `the variable ${variables[0].name} has no value, and Pulumi YAML can't check what one turns out to be: it could widen a policy`,
      remedy: 'give it a value in the environment or a default, or write --to terraform, which checks it',
    });
  }
  const address = (node: Pick<PlanNode, 'id'>) => addressOf(node, late);
  const nameOf = (node: PlanNode) => `${address(node)}_${kindOf(node.type)}`;
  const find = finder(nodes);
  const reference = (id: string, attribute: Attribute) => `\${${nameOf(find(id))}.${attribute}}`;
  const written = (value: Value): unknown => {
    if (typeof value === 'string') return escaped(value);
    if (typeof value !== 'object') return value;
    if (isRef(value)) return reference(value.ref, value.attribute);
    if (isPolicyText(value)) return escaped(value.policy);
    return isBlock(value) ? propertiesOf(value.block) : value.map(written);
  };
  const propertiesOf = (args: Readonly<Record<string, Value>>): Properties => (
    Object.fromEntries(Object.entries(args).map(([key, value]) => [key, written(value)]))
  );
  const ownProvider = !isAwsItself(platform);
  const resourceOf = (node: PlanNode): Properties => {
    const { args, sensitive, kept, after = [] } = node;
    const options = {
      ...(ownProvider && { provider: `\${${PROVIDER}}` }),
      ...(sensitive !== undefined && { additionalSecretOutputs: sensitive }),
      ...(kept !== undefined && { protect: true }),
      ...(after.length > 0 && { dependsOn: after.map((id) => `\${${nameOf(find(id))}}`) }),
    };
    return { type: pulumiToken(node.type), properties: propertiesOf(args), ...(Object.keys(options).length > 0 && { options }) };
  };
  const keyOf = (user: string, { generation, pgpKey }: RenderedAccessKey): Properties => {
    const of = (attribute: Attribute) => reference(idIn(`user ${user}`, `accessKey:${generation}`), attribute);
    return { id: of('id'), ...(pgpKey === undefined ? { secret: { 'fn::secret': of('secret') } } : { encryptedSecret: of('encryptedSecret') }) };
  };
  const keys = users.filter(({ accessKeys }) => accessKeys.length > 0).map(({ name: user, accessKeys }) => (
    [user, Object.fromEntries(accessKeys.map((key) => [key.generation, keyOf(user, key)]))] as const
  ));
  const roles = nodes.filter(({ type }) => type === 'aws_iam_role').map(({ id, args }) => [String(args.name), reference(id, 'arn')] as const);
  const others = otherAccountPolicies.map(({ grantee, json }) => ({ grantee: 'arn' in grantee ? grantee.arn : grantee.account, policy: escaped(json) }));
  const outputs = {
    ...(keys.length > 0 && { accessKeys: Object.fromEntries(keys) }),
    ...(roles.length > 0 && { roles: Object.fromEntries(roles) }),
    ...(others.length > 0 && { otherAccountPolicies: others }),
  };
  const program = {
    name,
    runtime: 'yaml',
    description: 'Written by bucket-grants synth. Change the plan and write it again, instead of this file.',
    resources: {
      ...(ownProvider && { [PROVIDER]: { type: 'pulumi:providers:aws', properties: awsProviderArgs(platform) } }),
      ...Object.fromEntries(nodes.map((node) => [nameOf(node), resourceOf(node)])),
    },
    ...(Object.keys(outputs).length > 0 && { outputs }),
  };
  return yaml().stringify(program, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** `$\{` is an expression there, and `$$\{` the two characters. */
function escaped(text: string): string {
  return text.replace(/\$\{/g, '$$$${');
}

/** Which resource of a thing it is: a user, or its policy. */
function kindOf(type: string): string {
  return type.replace(/^aws_/, '').replace(/_/g, '-');
}

/** The token of a type of AWS's provider: `aws_iam_user_policy` is `aws:iam/userPolicy:UserPolicy`. */
export function pulumiToken(type: string): string {
  const [, module, ...words] = type.split('_');
  const upper = words.map((word) => `${word[0].toUpperCase()}${word.slice(1)}`).join('');
  return `aws:${module}/${upper[0].toLowerCase()}${upper.slice(1)}:${upper}`;
}
