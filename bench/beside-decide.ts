import type { AccessRequest } from 'bucket-grants';
import type { Statement } from '../src/policy/document';
import { policyObject } from '../src/policy/json';
import { peer } from './peers';
import { stateOf } from './workloads';

/** Another engine, ready for the same questions over the same statements. */
export interface Engine {
  readonly name: string;
  /** Whether a request is allowed. */
  ask(request: AccessRequest): boolean | Promise<boolean>;
}

const state = stateOf(1);
const user = state.users.get('u0');
const identity = (user?.policies ?? []).flatMap(({ document }) => (document === undefined ? [] : [document]));
const bucketPolicies = [...state.buckets.values()].flatMap(({ name, policy }) => (
  policy?.document === undefined ? [] : [[name, policy.document] as const]
));
const buckets = new Map(bucketPolicies);
const resourceOf = ({ resource }: AccessRequest) => `arn:aws:s3:::${resource}`;

interface Pbac { evaluate(request: object): boolean }

function pbac(): Engine | undefined {
  const Pbac = peer<new (policies: readonly object[]) => Pbac>('pbac');
  if (Pbac === undefined) return undefined;
  // it takes lists, and knows no policies of resources: their statements go without the principal, which is everybody
  const policies = [...identity, ...buckets.values()].map(({ version, statements }) => ({
    Version: version,
    Statement: statements.map(({ sid, effect, actions, resources, conditions = [] }) => ({
      Sid: sid,
      Effect: effect,
      Action: actions,
      Resource: resources,
      ...(conditions.length > 0 && { Condition: Object.fromEntries(conditions.map(({ operator, key, values }) => [operator, { [key]: values }])) }),
    })),
  }));
  const judge = new Pbac(policies);
  return {
    name: 'pbac',
    ask: (request) => {
      const { 's3:prefix': prefix, 'aws:SourceIp': SourceIp, 'aws:SecureTransport': SecureTransport } = request.context ?? {};
      return judge.evaluate({ action: request.action, resource: resourceOf(request), context: { aws: { username: 'u0', SourceIp, SecureTransport }, s3: { prefix } } });
    },
  };
}

interface Simulate {
  runSimulation(simulation: object, options: object): Promise<{ readonly overallResult?: string }>;
}

function iamSimulate(): Engine | undefined {
  const simulate = peer<Simulate>('@cloud-copilot/iam-simulate');
  if (simulate === undefined) return undefined;
  const identityPolicies = identity.map((document, index) => ({ name: `policy ${index}`, policy: policyObject(document) }));
  const policies = new Map([...buckets].map(([name, document]) => [name, policyObject(document)]));
  return {
    name: 'iam-simulate',
    ask: async (request) => {
      const { action, resource, context = {} } = request;
      const contextVariables = Object.fromEntries(Object.entries({ 'aws:username': 'u0', ...context }).map(([key, value]) => [key, String(value)]));
      const simulation = {
        request: { principal: 'arn:aws:iam::111122223333:user/u0', action, resource: { resource: resourceOf(request), accountId: '111122223333' }, contextVariables },
        identityPolicies,
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: policies.get(resource.split('/')[0]),
      };
      return (await simulate.runSimulation(simulation, {})).overallResult === 'Allowed';
    },
  };
}

interface Cedar {
  preparsePolicySet(id: string, policies: { readonly staticPolicies: string }): { readonly type: string };
  statefulIsAuthorized(call: object): { readonly type: string; readonly response?: { readonly decision: string }; readonly errors?: unknown };
}

const text = (value: string) => JSON.stringify(value.replaceAll('${aws:username}', 'u0'));

/** What the statements of the workload say, in Cedar: a pattern is `like`, a condition an expression over the context. */
function cedarPolicy({ effect, actions, resources, conditions = [] }: Statement): string {
  const any = (key: string, patterns: readonly string[]) => `(${patterns.map((pattern) => `context.${key} like ${text(pattern)}`).join(' || ')})`;
  const conditionTexts: Readonly<Record<string, (values: readonly string[]) => string>> = {
    StringLike: (values) => `(context has prefix && ${any('prefix', values)})`,
    NotIpAddress: (values) => `!(context has ip && context.ip.isInRange(ip(${text(values[0])})))`,
    Bool: () => '(context has secure && context.secure == false)',
  };
  const all = [any('action', (actions ?? []) as readonly string[]), any('resource', (resources ?? []) as readonly string[]), ...conditions.map(({ operator, values }) => conditionTexts[operator](values as readonly string[]))];
  return `${effect === 'Allow' ? 'permit' : 'forbid'}(principal, action, resource) when { ${all.join(' && ')} };`;
}

function cedar(): Engine | undefined {
  const wasm = peer<Cedar>('@cedar-policy/cedar-wasm/nodejs');
  if (wasm === undefined) return undefined;
  const statements = [...identity, ...buckets.values()].flatMap((document) => document.statements);
  const parsed = wasm.preparsePolicySet('bench', { staticPolicies: statements.map(cedarPolicy).join('\n') });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));
  return {
    name: 'Cedar (WebAssembly)',
    ask: (request) => {
      const { 's3:prefix': prefix, 'aws:SourceIp': ip, 'aws:SecureTransport': secure } = request.context ?? {};
      const context = {
        action: request.action,
        resource: resourceOf(request),
        ...(prefix !== undefined && { prefix }),
        ...(ip !== undefined && { ip: { __extn: { fn: 'ip', arg: ip } } }),
        ...(secure !== undefined && { secure }),
      };
      const uid = (type: string, id: string) => ({ type, id });
      const answer = wasm.statefulIsAuthorized({
        principal: uid('User', 'u0'), action: uid('Action', request.action), resource: uid('Object', request.resource), context, preparsedPolicySetId: 'bench', entities: [],
      });
      if (answer.response === undefined) throw new Error(JSON.stringify(answer));
      return answer.response.decision === 'allow';
    },
  };
}

/** Engines beside ours; undefined where one isn't installed. */
export const ENGINES: Readonly<Record<string, () => Engine | undefined>> = { 'Cedar (WebAssembly)': cedar, pbac, 'iam-simulate': iamSimulate };
