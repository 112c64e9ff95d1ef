/*
 * `npx projen schema`: writes schema/access-plan.json, the JSON Schema of plan files, from the types of what `accessPlan` takes and of the props of grants and
 * guards, with their doc comments; and from it schema/pulumi.json, that of the Pulumi package. Tests say whether they are fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { DEFAULTS } from '../src/plan/file/defaults';
import { EXISTING, EXISTING_USERS, EXTERNAL, type Functions, GRANTS, GUARDS, PLATFORMS, TRUSTS } from '../src/plan/file/functions';
import { VARIABLE_TYPES } from '../src/plan/file/variables';
import { pulumiSchema } from './pulumi-schema';

const root = join(__dirname, '..');
const target = (name: string) => join(root, 'schema', name);

/** A schema, as far as this one needs them. */
export type Schema = Readonly<Record<string, unknown>>;

/** Types that a plan file writes as a call: the functions that make them. */
const CALLS: Readonly<Record<string, readonly [def: string, functions: Functions]>> = {
  Grant: ['grant', GRANTS],
  Guard: ['guard', GUARDS],
  Platform: ['platform', PLATFORMS],
  RoleTrust: ['trust', TRUSTS],
  PrincipalTrust: ['trust', TRUSTS],
  ExistingPrincipal: ['existing', EXISTING],
  ExistingUser: ['existingUser', EXISTING_USERS],
  AnotherAccount: ['external', EXTERNAL],
  ExternalPrincipal: ['external', EXTERNAL],
  Everyone: ['external', EXTERNAL],
};

/** A variable of the plan, which may stand for a value of any type. */
const VARIABLE: Schema = { $ref: '#/$defs/variable' };

class Writer {
  public readonly defs: Record<string, Schema> = {};
  private readonly checker: ts.TypeChecker;
  private readonly exported: ReadonlyMap<string, ts.Symbol>;

  public constructor(program: ts.Program, files: readonly string[]) {
    this.checker = program.getTypeChecker();
    const modules = files.map((file) => this.checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
    const symbols = modules.flatMap((one) => this.checker.getExportsOfModule(one));
    this.exported = new Map(symbols.map((symbol) => [symbol.name, this.followed(symbol)] as const));
  }

  /** The schema of a type that is exported. */
  public named(name: string): Schema {
    return this.of(this.checker.getDeclaredTypeOfSymbol(this.exported.get(name)!));
  }

  /** The properties of an interface, without it. */
  public properties(name: string): Readonly<Record<string, Schema>> {
    return this.object(this.checker.getDeclaredTypeOfSymbol(this.exported.get(name)!)).properties as Readonly<Record<string, Schema>>;
  }

  private followed(symbol: ts.Symbol): ts.Symbol {
    return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : this.checker.getAliasedSymbol(symbol);
  }

  private of(type: ts.Type): Schema {
    const name = (type.aliasSymbol ?? type.getSymbol())?.name ?? '';
    if (Object.hasOwn(CALLS, name)) return this.call(...CALLS[name]);
    if (type.isUnion()) return this.union(type);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] };
    if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) return { enum: [this.checker.typeToString(type) === 'true'] };
    if ((type.flags & ts.TypeFlags.String) !== 0) return { type: 'string' };
    if ((type.flags & ts.TypeFlags.Number) !== 0) return { anyOf: [{ type: 'number' }, VARIABLE] };
    if (this.checker.isArrayType(type)) return { type: 'array', items: this.of(this.checker.getTypeArguments(type as ts.TypeReference)[0]) };
    const index = type.getStringIndexType();
    if (index !== undefined) return { type: 'object', additionalProperties: (index.flags & ts.TypeFlags.Unknown) === 0 ? this.of(index) : true };
    if ((type.flags & ts.TypeFlags.Object) === 0 && !type.isIntersection()) return {};
    // what has no name of its own is written where it is
    if (!/^[A-Z]/.test(name) || ['Readonly', 'Partial'].includes(name) || type.isIntersection()) return this.object(type);
    this.defs[name] ??= {};
    if (Object.keys(this.defs[name]).length === 0) this.defs[name] = this.object(type);
    return { $ref: `#/$defs/${name}` };
  }

  private call(def: string, functions: Functions): Schema {
    if (this.defs[def] === undefined) {
      this.defs[def] = {};
      const names = [...functions.named.keys()];
      const signature = (one: string) => this.checker.getTypeOfSymbol(this.exported.get(one)!).getCallSignatures()[0];
      const givenOf = (one: string): Schema => {
        const [parameter] = signature(one).parameters;
        return parameter === undefined ? { type: 'object', additionalProperties: false } : this.of(this.checker.getTypeOfSymbol(parameter));
      };
      const alone = names.filter((one) => signature(one).parameters.every((parameter) => this.mayBeAbsent(parameter)));
      const properties = Object.fromEntries(names.map((one) => [one, { ...this.doc(this.exported.get(one)!), ...givenOf(one) }]));
      const mapping = { type: 'object', properties, additionalProperties: false, minProperties: 1, maxProperties: 1 };
      this.defs[def] = { description: `${functions.what}, as a mapping of its name to what it is given`, anyOf: [mapping, ...(alone.length > 0 ? [{ enum: alone }] : [])] };
    }
    return { $ref: `#/$defs/${def}` };
  }

  private mayBeAbsent(parameter: ts.Symbol): boolean {
    const declaration = parameter.valueDeclaration as ts.ParameterDeclaration | undefined;
    const type = this.checker.getTypeOfSymbol(parameter);
    const parts = type.isUnion() ? type.types : [type];
    const isOptional = declaration?.initializer !== undefined || declaration?.questionToken !== undefined;
    return isOptional || parts.some((one) => (one.flags & ts.TypeFlags.Void) !== 0);
  }

  private union(type: ts.UnionType): Schema {
    const types = type.types.filter((one) => (one.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0 && one.getSymbol()?.name !== 'Date');
    const literals = types.filter((one) => one.isLiteral() || (one.flags & ts.TypeFlags.BooleanLiteral) !== 0);
    const values = literals.flatMap((one) => this.of(one).enum as readonly unknown[]);
    const both = values.includes(true) && values.includes(false);
    const rest = values.filter((value) => !(both && typeof value === 'boolean'));
    const others = types.filter((one) => !literals.includes(one)).map((one) => this.of(one));
    const all = [
      ...(both ? [{ type: 'boolean' }] : []), ...(rest.length > 0 ? [{ enum: rest }] : []), ...(literals.length > 0 ? [VARIABLE] : []), ...others,
    ];
    const once = all.filter((one, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
    return once.length === 1 ? once[0] : { anyOf: once };
  }

  private object(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      const schema = this.of(this.checker.getTypeOfSymbol(property));
      properties[property.name] = { ...this.doc(property), ...(holdsTexts(schema) ? { anyOf: [schema, VARIABLE] } : schema) };
      if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name);
    }
    return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
  }

  /** What the doc comment says, for editors. */
  private doc(symbol: ts.Symbol): Schema {
    const written = ts.displayPartsToString(symbol.getDocumentationComment(this.checker));
    const text = unlinked(written).replace(/\\(?=[{}])/g, '').replace(/\s+/g, ' ').trim();
    const standard = symbol.getJsDocTags(this.checker).find(({ name }) => name === 'default')?.text;
    const words = standard === undefined ? '' : ` Default: ${unlinked(ts.displayPartsToString(standard)).replace(/^- /, '')}.`;
    return text === '' ? {} : { description: `${text}${words}` };
  }
}

/** Links by what they link to. */
const unlinked = (text: string): string => text.replace(/\{@link (\w+)\s*\}/g, '$1');

/** Whether it is a list of texts, which a variable may be. */
function holdsTexts({ type, items }: Schema): boolean {
  const { anyOf = [items] } = (items ?? {}) as { readonly anyOf?: readonly Schema[] };
  return type === 'array' && (anyOf as readonly Schema[]).some((one) => one.type === 'string');
}

/** The schema of plan files. */
export function planSchema(): Schema {
  const files = ['src/index.ts', 'src/platforms/index.ts', 'src/plan/index.ts'].map((file) => join(root, file));
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as { readonly config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const writer = new Writer(ts.createProgram(files, options), files);
  const parts = writer.properties('AccessPlanProps');
  const kinds = { users: 'PlannedUser', groups: 'PlannedGroup', roles: 'PlannedRole', buckets: 'PlannedBucket' } as const;
  const common = Object.entries(DEFAULTS).map(([kind, names]) => {
    const properties = writer.properties(kinds[kind as keyof typeof kinds]);
    return [kind, { type: 'object', additionalProperties: false, properties: Object.fromEntries(names.map((name) => [name, properties[name]])) }] as const;
  });
  const value = { anyOf: [{ type: ['string', 'number', 'boolean'] }, { type: 'array', items: { type: 'string' } }] };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'An access plan of bucket-grants',
    type: 'object',
    required: ['accessPlan'],
    additionalProperties: false,
    properties: {
      accessPlan: { enum: [1], description: 'The version of the form of plan files. It stands first: a plan file is recognised by it.' },
      $schema: { type: 'string', description: 'Where this schema is, for editors.' },
      environments: {
        description: 'The environments that the plan can be read for, each with its values of variables. ${env} is the name of the environment.',
        type: 'object',
        additionalProperties: { type: 'object', additionalProperties: value },
      },
      variables: {
        description: 'What may differ between environments. ${name} stands for the value of a variable.',
        type: 'object',
        propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_]*$' },
        additionalProperties: {
          type: 'object', required: ['type'], additionalProperties: false, properties: { type: { enum: VARIABLE_TYPES }, default: value, description: { type: 'string' } },
        },
      },
      defaults: { description: 'What every user, group, role and bucket of the plan has.', type: 'object', additionalProperties: false, properties: Object.fromEntries(common) },
      ...parts,
    },
    $defs: { variable: { description: 'A variable of the plan.', type: 'string', pattern: '^\\$\\{[A-Za-z][A-Za-z0-9_]*\\}$' }, ...writer.defs },
  };
}

/** The schema as it is written. */
export const schemaText = (schema: Schema): string => `${JSON.stringify(schema, null, 1)}\n`;

if (require.main === module) {
  const plan = planSchema();
  writeFileSync(target('access-plan.json'), schemaText(plan));
  writeFileSync(target('pulumi.json'), schemaText(pulumiSchema(plan)));
}
