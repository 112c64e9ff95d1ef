/*
 * The schema of the Pulumi package, for programs in Python, Go, .NET, Java and YAML: schema/pulumi.json, written by `npx projen schema` from the JSON
 * Schema of plan files, which comes from the types of plans. Nothing is said here of a grant, guard or platform.
 */
import { BUCKET_PROPS } from '../src/grants/make-grant';
import { ACCESS_TYPE } from '../src/pulumi-provider/make-access';
import { GRANT_TYPES, THROUGH } from '../src/pulumi-provider/make-grant';
import type { Schema } from './plan-schema';

/** A type in Pulumi's own schema. */
type TypeSpec = Schema;
type Properties = Readonly<Record<string, Schema>>;

/** What a JSON Schema is made of. */
interface Parts {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Properties;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

/** The props that an Output may be, by their names: a test asks the readers of all of them, and of the others. */
const LATER: readonly string[] = [...BUCKET_PROPS, 'existingUser', 'existingGroup', 'existingRole', 'provider', 'boundary', 'project', 'managers'];

const ANY: TypeSpec = { $ref: 'pulumi.json#/Any' };
const TEXT: TypeSpec = { type: 'string' };
const mapOf = (each: TypeSpec): TypeSpec => ({ type: 'object', additionalProperties: each });
const token = (name: string): string => `bucket-grants:index:${name}`;
const capital = (name: string): string => `${name[0].toUpperCase()}${name.slice(1)}`;

class Converter {
  public readonly types: Record<string, Schema> = {};
  private readonly laters = new Map<string, boolean>();

  public constructor(private readonly defs: Properties) {}

  /** Properties as inputs: those that no Output may be, nor be inside, are plain. */
  public inputs(properties: Properties, owner: string): Readonly<Record<string, Schema>> {
    return Object.fromEntries(Object.entries(properties).map(([name, schema]) => {
      const described = [schema.description, allowed(schema)].filter((text) => text !== undefined).join(' ');
      const later = LATER.includes(name) || this.mayHoldLater(schema);
      return [name, { ...this.type(schema, `${owner}${capital(name)}`), ...(!later && { plain: true }), ...(described !== '' && { description: described }) }];
    }));
  }

  /** A type of its own, whose alternatives are one object with what any of them has. */
  public object(name: string, schemas: readonly Schema[], more: Properties = {}): void {
    const [all, required] = merged(schemas);
    const type = this.types[token(name)] = {};
    Object.assign(type, { type: 'object', properties: { ...this.inputs(all, name), ...more }, ...(required.length > 0 && { required }) });
  }

  /** A def, or what it refers to. */
  public def(name: string): Schema {
    return this.defs[name];
  }

  private type(schema: Schema, name: string): TypeSpec {
    const parts = this.alternatives(schema);
    const objects = parts.filter(hasProperties);
    if (objects.length > 0 && this.types[token(name)] === undefined) this.object(name, objects);
    const others = parts.filter((part) => !objects.includes(part)).map((part) => this.single(part, name));
    const specs = [...others, ...(objects.length > 0 ? [{ $ref: `#/types/${token(name)}` }] : [])];
    const once = specs.filter((one, at) => specs.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
    if (once.length === 0 || once.includes(ANY)) return ANY;
    return once.length === 1 ? once[0] : { oneOf: once };
  }

  private single(schema: Schema, name: string): TypeSpec {
    const { $ref, type, items, additionalProperties } = schema as Parts;
    if ($ref !== undefined) return this.reference($ref.replace('#/$defs/', ''));
    if (Array.isArray(schema.enum)) return { type: typeof schema.enum[0] };
    if (type === 'array') return { type, items: this.type(items ?? {}, name) };
    // one without properties is {} and nothing else
    if (type === 'object') return mapOf(typeof additionalProperties === 'object' ? this.type(additionalProperties, name) : TEXT);
    return type === undefined ? ANY : { type };
  }

  private reference(def: string): TypeSpec {
    const name = capital(def);
    const $ref = `#/types/${token(name)}`;
    if (this.types[token(name)] === undefined) this.object(name, this.alternatives(this.defs[def]).filter(hasProperties));
    const { description } = this.defs[def];
    if (description !== undefined) Object.assign(this.types[token(name)], { description });
    return { $ref };
  }

  /** What a value may be, without the variables of plan files and the names that stand for calls without arguments. */
  private alternatives({ anyOf, ...schema }: Schema): readonly Schema[] {
    if (!Array.isArray(anyOf)) return [schema];
    const parts = (anyOf as readonly Schema[]).flatMap((part) => this.alternatives(part));
    return parts.filter(({ $ref }) => $ref !== '#/$defs/variable')
      .flatMap((part) => (Array.isArray(part.enum) ? [...new Set(part.enum.map((one) => typeof one))].map((type) => ({ type })) : [part]));
  }

  private mayHoldLater(schema: Schema): boolean {
    const { $ref, properties = {}, anyOf = [], items, additionalProperties } = schema as Parts;
    if ($ref !== undefined) {
      const def = $ref.replace('#/$defs/', '');
      if (def === 'PlannedBucket') return true;
      // for a type inside itself
      if (!this.laters.has(def)) this.laters.set(def, false).set(def, this.mayHoldLater(this.defs[def]));
      return this.laters.get(def) === true;
    }
    if (Object.keys(properties).some((name) => LATER.includes(name))) return true;
    const below = [...Object.values(properties), ...anyOf, ...(items === undefined ? [] : [items]), ...(typeof additionalProperties === 'object' ? [additionalProperties] : [])];
    return below.some((one) => this.mayHoldLater(one));
  }
}

function hasProperties({ properties = {} }: Schema): boolean {
  return Object.keys(properties as Properties).length > 0;
}

/** The properties that any of several objects has, and those that all of them must have. */
function merged(schemas: readonly Schema[]): readonly [properties: Properties, required: readonly string[]] {
  const properties: Properties = Object.assign({}, ...schemas.map((schema) => schema.properties)) as Properties;
  const needs = schemas.map(({ required = [] }) => required as readonly string[]);
  return [properties, Object.keys(properties).filter((name) => needs.length > 0 && needs.every((need) => need.includes(name)))];
}

/** Names that a schema of Pulumi could say only as types of their own, which each language would spell in its own way. */
function allowed(schema: Schema): string | undefined {
  const { anyOf = [schema], items } = schema as { readonly anyOf?: readonly Schema[]; readonly items?: Schema };
  const inLists = items === undefined ? [] : [items, ...(items.anyOf as readonly Schema[] | undefined ?? [])];
  const values = [...anyOf, ...inLists].flatMap((part) => (part.enum as readonly unknown[] | undefined ?? []));
  return values.length === 0 ? undefined : `Allowed: ${[...new Set(values)].map((value) => JSON.stringify(value)).join(', ')}.`;
}

const KEYS = {
  accessKeyIds: [TEXT, 'The ids of its access keys, by generation.'],
  secretAccessKeys: [TEXT, 'The secrets of its access keys, by generation; without those that are encrypted.'],
  encryptedSecretAccessKeys: [TEXT, 'The secrets that are encrypted with a `pgpKey`, by generation.'],
} as const;

/** The access keys of a user, or of each of several. */
const keyOutputs = (of: (spec: TypeSpec) => TypeSpec, words: (text: string) => string): Properties => Object.fromEntries(
  Object.entries(KEYS).map(([name, [spec, text]]) => [name, { ...of(mapOf(spec)), description: words(text), ...(name === 'secretAccessKeys' && { secret: true }) }]),
);

/** The schema of the Pulumi package. */
export function pulumiSchema(plan: Schema): Schema {
  const { properties, $defs } = plan as { readonly properties: Properties; readonly $defs: Properties };
  const converter = new Converter($defs);
  const bucket = { ...TEXT, description: 'The bucket, where its name is known only at deploy time: an output of its resource, such as its id. Default: what it is called here.' };
  converter.object('PlannedBucket', [$defs.PlannedBucket], { bucket });
  const parts = Object.entries(properties).filter(([name]) => ['platform', 'users', 'groups', 'roles', 'existing', 'external', 'buckets'].includes(name));
  const { accessKeys, boundary } = $defs.PlannedUser.properties as Properties;
  converter.object('GrantUser', [{ properties: { name: { type: 'string', description: "The user's name on the platform. Default: the name of the component." }, accessKeys, boundary } }]);
  converter.types[token('OtherAccountPolicy')] = {
    description: 'What the administrators of another account must attach for a grant to it to hold.',
    type: 'object',
    properties: {
      account: { ...TEXT, description: 'The other account.' },
      principal: { ...TEXT, description: 'The ARN of the user or role in it, where one is meant.' },
      policy: { ...TEXT, description: 'The policy, as JSON.' },
    },
    required: ['account', 'policy'],
  };
  const access = {
    ...keyOutputs(mapOf, (text) => text.replace(/\bits access keys\b/, 'access keys').replace('by generation', 'by user and generation')),
    roleArns: { ...mapOf(TEXT), description: 'The ARNs of roles, by name.' },
    files: { ...mapOf(TEXT), description: 'What the platform takes as files, by path, where it does: nothing else is made there.' },
    otherAccountPolicies: { type: 'array', items: { $ref: `#/types/${token('OtherAccountPolicy')}` }, description: 'What the administrators of other accounts must attach, for the grants to them to hold.' },
  };
  const [calls] = $defs.grant.anyOf as readonly Schema[];
  const grants = [...GRANT_TYPES.keys()].map((type) => {
    const name = type.split(':').at(-1) as string;
    const call = (calls.properties as Properties)[`${name[0].toLowerCase()}${name.slice(1)}`];
    const props = typeof call.$ref === 'string' ? $defs[call.$ref.replace('#/$defs/', '')] : call;
    const [{ [THROUGH]: _, ...own }, requiredInputs] = merged((props.anyOf as readonly Schema[] | undefined) ?? [props]);
    const inputProperties = {
      ...converter.inputs(own, `${name}Props`),
      ...converter.inputs({
        grantee: { anyOf: [{ $ref: '#/$defs/existing' }, { type: 'array', items: { $ref: '#/$defs/existing' } }], description: 'Who gets it, or a list of them. Default: a user that the grant makes for itself, with one access key.' },
        platform: { ...properties.platform },
      }, name),
      user: { $ref: `#/types/${token('GrantUser')}`, description: 'The user that the grant makes for itself; not together with grantee.' },
    };
    const outputs = {
      userName: { ...TEXT, description: 'The name of the user that the grant made for itself.' },
      ...keyOutputs((spec) => spec, (text) => `${text.slice(0, -1)}, where the grant made a user for itself.`),
    };
    const required = requiredInputs.length > 0 && { requiredInputs };
    return [type, { description: call.description, isComponent: true, inputProperties, ...required, properties: outputs }] as const;
  });
  return {
    name: 'bucket-grants',
    displayName: 'bucket-grants',
    description: 'Gives people and machines exactly the S3 access they need: users, groups, roles, policies, bucket policies and access keys from one plan.',
    keywords: ['pulumi', 'category/infrastructure', 'kind/component', 's3', 'iam'],
    homepage: 'https://github.com/bucket-grants/bucket-grants#readme',
    repository: 'https://github.com/bucket-grants/bucket-grants',
    license: 'Apache-2.0',
    resources: {
      [ACCESS_TYPE]: {
        description: 'Makes everything in a plan: users, groups, roles, policies, access keys and bucket policies. It takes what a plan file says, checks it in the same way, and makes the same resources as a program in TypeScript.',
        isComponent: true,
        inputProperties: converter.inputs(Object.fromEntries(parts), 'StorageAccess'),
        properties: access,
        required: Object.keys(access),
      },
      ...Object.fromEntries(grants),
    },
    types: Object.fromEntries(Object.entries(converter.types).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
