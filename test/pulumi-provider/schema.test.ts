import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXISTING, type Functions, GRANTS, GUARDS, PLATFORMS, TRUSTS } from '../../src/plan/file/functions';
import { schemaText, type Schema } from '../../tools/plan-schema';
import { pulumiSchema } from '../../tools/pulumi-schema';

/** The schema of the Pulumi package as it is checked in; that of plan files, from which it comes, has a test of its own. */
const read = (name: string) => readFileSync(join(__dirname, '../../schema', name), 'utf8');
const schema = JSON.parse(read('pulumi.json')) as {
  readonly resources: Readonly<Record<string, {
    readonly inputProperties: Properties;
    readonly properties: Properties;
    readonly requiredInputs?: readonly string[];
    readonly required?: readonly string[];
  }>>;
  readonly types: Readonly<Record<string, { readonly type: string; readonly properties: Properties; readonly required?: readonly string[] }>>;
};
type Properties = Readonly<Record<string, Schema>>;

test('it is fresh: run "npx projen schema"', () => {
  expect(read('pulumi.json')).toBe(schemaText(pulumiSchema(JSON.parse(read('access-plan.json')) as Schema)));
});

describe('it is one that Pulumi takes', () => {
  const specs = (value: unknown): readonly Schema[] => {
    if (typeof value !== 'object' || value === null) return [];
    const spec = value as Schema;
    return [...('$ref' in spec || 'oneOf' in spec || typeof spec.type === 'string' ? [spec] : []), ...Object.values(spec).flatMap(specs)];
  };
  const tokens = /^bucket-grants:index:[A-Z][A-Za-z0-9]*$/;

  test('every token has its form, and every type that is named exists and is used', () => {
    expect([...Object.keys(schema.resources), ...Object.keys(schema.types)].filter((token) => !tokens.test(token))).toEqual([]);
    const named = new Set(specs(schema).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : [])));
    expect([...named].sort()).toEqual([...Object.keys(schema.types).map((token) => `#/types/${token}`), 'pulumi.json#/Any'].sort());
  });

  test('a type is one of those that there are, and says what it is made of', () => {
    const ofResources = Object.values(schema.resources).flatMap(({ inputProperties, properties }) => [inputProperties, properties]);
    const wrong = specs([...ofResources, ...Object.values(schema.types).map(({ properties }) => properties)]).filter((spec) => {
      if ('$ref' in spec) return 'type' in spec;
      if ('oneOf' in spec) return !Array.isArray(spec.oneOf) || spec.oneOf.length < 2;
      if (spec.type === 'array') return spec.items === undefined;
      return spec.type === 'object' ? spec.additionalProperties === undefined : !['string', 'number', 'boolean'].includes(String(spec.type));
    });
    expect(wrong).toEqual([]);
  });

  test('what is required exists; types have properties; nothing is called as what every resource has', () => {
    for (const { properties, required = [], type } of Object.values(schema.types)) {
      expect([type, required.filter((name) => !(name in properties))]).toEqual(['object', []]);
      expect(Object.keys(properties)).not.toEqual([]);
    }
    for (const { inputProperties, properties, requiredInputs = [], required = [] } of Object.values(schema.resources)) {
      expect([requiredInputs.filter((name) => !(name in inputProperties)), required.filter((name) => !(name in properties))]).toEqual([[], []]);
      expect([...Object.keys(inputProperties), ...Object.keys(properties)].filter((name) => ['id', 'urn', 'pulumi'].includes(name))).toEqual([]);
    }
  });

  test('secret access keys are secrets, and nothing else is', () => {
    for (const { properties } of Object.values(schema.resources)) {
      expect(Object.entries(properties).filter(([, { secret }]) => secret === true).map(([name]) => name)).toEqual(['secretAccessKeys']);
    }
  });
});

describe('an Output may be what a construct takes as one, and nothing else', () => {
  const MARK = '${TfToken[TOKEN.1]}';
  const code = (run: () => unknown): unknown => {
    try {
      return run() && undefined;
    } catch (error) {
      return (error as { readonly code?: unknown }).code;
    }
  };
  const holds = (spec: Schema, type: string): boolean => [spec, ...(spec.oneOf ?? []) as readonly Schema[]].some((one) => one.type === type);
  const typeOf = (spec: Schema) => schema.types[String(spec.$ref).replace('#/types/', '')];
  const rooms: ReadonlyArray<readonly [string, Functions]> = [['Grant', GRANTS], ['Guard', GUARDS], ['Trust', TRUSTS], ['Platform', PLATFORMS]];
  const calls = rooms
    .flatMap(([name, { named }]) => [...named].map(([call, make]) => [call, make, schema.types[`bucket-grants:index:${name}`].properties[call]] as const));

  test.each(calls)('%s', (_, make, spec) => {
    const properties = Object.entries(typeOf(spec)?.properties ?? {});
    const texts = properties.filter(([, one]) => holds(one, 'string')).map(([name, { plain }]) => [name, plain === true, MARK] as const);
    const lists = properties.filter(([, one]) => holds(one, 'array')).map(([name, { plain }]) => [name, plain === true, [MARK]] as const);
    for (const [name, plain, value] of [...texts, ...lists]) {
      expect([name, code(() => make({ [name]: value })) === 'DeployTimeValue']).toEqual([name, plain]);
    }
  });

  test('somebody who exists already', () => {
    for (const [name, make] of EXISTING.named) {
      expect(schema.types['bucket-grants:index:Existing'].properties[name].plain).toBeUndefined();
      expect(code(() => make(MARK))).toBeUndefined();
    }
  });

  test('what may hold one is itself no plain value', () => {
    const parts = ({ items, additionalProperties, oneOf = [] }: Schema) => [items, additionalProperties, ...(oneOf as readonly Schema[])];
    const inner = (spec: Schema): readonly Schema[] => [spec, ...parts(spec).flatMap((one) => (one === undefined ? [] : inner(one as Schema)))];
    const later = new Map<string, boolean>();
    const mayBeLater = (spec: Schema): boolean => inner(spec).some(({ $ref }) => {
      const token = String($ref).replace('#/types/', '');
      if (!(token in schema.types)) return false;
      if (!later.has(token)) later.set(token, false).set(token, Object.values(schema.types[token].properties).some((one) => one.plain !== true));
      return later.get(token) === true;
    });
    const types = Object.values(schema.types).map(({ properties }) => properties);
    const inputs = Object.values(schema.resources).map(({ inputProperties }) => inputProperties);
    const all = [...types, ...inputs].flatMap((properties) => Object.entries(properties));
    expect(all.filter(([, spec]) => spec.plain === true && mayBeLater(spec)).map(([name]) => name)).toEqual([]);
  });
});
