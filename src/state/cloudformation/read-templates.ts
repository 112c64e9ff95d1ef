import { S3_ARN_START } from '../../policy/s3-arn';
import type { AccessState, UnknownAccess } from '../access-state';
import { partitionOf } from '../arns';
import { assemble } from '../assemble';
import { blocks, entries, isObject, type JsonObject, own } from '../json';
import { bearingOf } from '../resource-types';
import type { ReadAccessOptions, SourceReader } from '../source';
import { Unknowns } from '../unknown';
import { Template } from './template';
import { cloudControlType } from './types';
import { isTemplateText, parseTemplateText } from './yaml';

/** A template, and what is known of where it is deployed. */
export interface StackTemplate {
  readonly json: JsonObject;
  /** The account, where it is known. */
  readonly account?: string;
  /** The region, where it is known. */
  readonly region?: string;
  /** The templates of the stacks that it makes, by the ids of their resources, as far as they are there. */
  readonly nested?: ReadonlyMap<string, StackTemplate>;
}

/** Reads a template of CloudFormation, or of the CDK. */
export const templateReader: SourceReader = {
  name: 'a template of CloudFormation or the CDK',
  recognises: (json) => isObject(own(json, 'Resources')),
  read: (json, options) => readTemplates(new Map([['', { json }]]), options),
};

/** Reads `aws cloudformation get-template`. */
export const templateBodyReader: SourceReader = {
  name: 'aws cloudformation get-template',
  recognises: (json) => own(json, 'TemplateBody') !== undefined,
  read: (json, options) => {
    const body = own(json, 'TemplateBody');
    const template = typeof body === 'string' ? (isTemplateText(body) ? parseTemplateText(body, 'TemplateBody') : parsed(body)) : body;
    return readTemplates(new Map([['', { json: isObject(template) ? template : {} }]]), options);
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Reads the templates of an app as one state.
 *
 * @param stacks by their names, which ids of resources begin with where there are several
 */
export function readTemplates(stacks: ReadonlyMap<string, StackTemplate>, options: ReadAccessOptions): AccessState {
  const tokens = new Unknowns();
  const account = options.account ?? textIn(options, 'AWS::AccountId') ?? [...stacks.values()].find((stack) => stack.account !== undefined)?.account;
  const grown = growAll(stacks, tokens, account, options);
  const made = grown.filter(({ isMade }) => isMade());
  const templates = made.map(({ template }) => template);
  const resources = templates.flatMap((template) => template.all());
  const notes = [
    ...made.flatMap(({ json, template }) => macros(json, template.prefix)),
    ...templates.flatMap((template) => template.doubtful().filter(([, type]) => bearingOf(cloudControlType(type)) !== 'none').map(([id, , reason]) => ({ where: `${template.prefix}${id}`, reason, scope: {} }))),
  ];
  return assemble(resources, tokens, { ...options, account }, [...notes, ...patterns(resources.map((one) => one.contents()), templates)]);
}

/** A template of an app. */
interface Grown {
  readonly template: Template;
  readonly json: JsonObject;
  /** Whether its stack is made for certain: one in another may depend on a condition. */
  isMade(): boolean;
}

/** Where a template stands among the others. */
interface TemplateLocation {
  readonly prefix: string;
  readonly stack: string | undefined;
  readonly region: string | undefined;
  readonly passed?: (name: string) => unknown;
  readonly isMade?: () => boolean;
}

/** The templates of an app, and those of the stacks that they make. */
function growAll(
  stacks: ReadonlyMap<string, StackTemplate>, tokens: Unknowns, account: string | undefined, options: ReadAccessOptions,
): readonly Grown[] {
  const grown: Grown[] = [];
  const nesting = { depth: 0 };
  const { variables = {} } = options;
  const grow = ({ json, nested = new Map() }: StackTemplate, { prefix, stack, region, passed, isMade = () => true }: TemplateLocation): Template => {
    const children = new Map<string, Template>();
    const template = new Template(json, {
      tokens,
      account: account ?? tokens.token('AWS::AccountId', "the source doesn't tell the account; give it (--var AWS::AccountId=123456789012)"),
      partition: options.partition ?? textIn(options, 'AWS::Partition') ?? partitionOf(textIn(options, 'AWS::Region') ?? region) ?? 'aws',
      region,
      stack,
      prefix,
      variables,
      imported: (wanted) => grown.map((one) => one.template.exported(wanted)).find((value) => value !== undefined),
      nested: (id) => children.get(id),
      nesting,
      ...(passed !== undefined && { passed }),
    });
    grown.push({ template, json, isMade });
    for (const [id, inner] of nested) {
      children.set(id, grow(inner, {
        prefix: `${prefix}${id}.`, stack: undefined, region, passed: (name) => template.passedTo(id, name), isMade: () => isMade() && template.makes(id),
      }));
    }
    return template;
  };
  for (const [name, stack] of stacks) grow(stack, { prefix: stacks.size > 1 ? `${name}.` : '', stack: name === '' ? undefined : name, region: stack.region });
  return grown;
}

function textIn({ variables = {} }: ReadAccessOptions, name: string): string | undefined {
  const value = own(variables, name);
  return typeof value === 'string' ? value : undefined;
}

/** Transforms that add functions, and no resources. */
const HARMLESS: ReadonlySet<unknown> = new Set(['AWS::LanguageExtensions']);

/** What macros may add or change. */
function macros(json: JsonObject, prefix: string): readonly UnknownAccess[] {
  const named = own(json, 'Transform');
  const transforms: readonly unknown[] = named === undefined ? [] : Array.isArray(named) ? named : [named];
  const open = transforms.filter((one) => !HARMLESS.has(one)).map((one) => (typeof one === 'string' ? one : 'AWS::Include'));
  const inside = [...Object.keys(json), ...entries(own(json, 'Resources')).flatMap(([key, body]) => [key, ...Object.keys(isObject(body) ? blocks(own(body, 'Properties'))[0] ?? {} : {})])]
    .filter((key) => key.startsWith('Fn::Transform') || key.startsWith('Fn::ForEach'));
  return [...new Set([...open, ...inside])].map((name) => ({
    where: `${prefix}Transform ${name}`,
    reason: 'it may add or change any resource; read the template as CloudFormation has processed it (aws cloudformation get-template --template-stage Processed)',
    scope: {},
  }));
}

/**
 * Names that CloudFormation makes up begin with that of the stack, so that patterns of names may cover them: which, nobody knows before.
 */
function patterns(contents: readonly unknown[], templates: readonly Template[]): readonly UnknownAccess[] {
  const generated = templates.flatMap((template) => template.generatedNames());
  if (generated.length === 0) return [];
  const text = (JSON.stringify(contents) ?? '').toLowerCase();
  const behind = (lead: string, end: RegExp): readonly string[] => text.split(lead).slice(1).map((rest) => rest.split(end, 1)[0]);
  const covers = behind(S3_ARN_START.slice('arn:aws'.length), /["/]/).some((bucket) => /[*?]/.test(bucket) && bucket !== '*')
    || behind(':iam::', /"/).some((name) => /[^/:*?][*?]/.test(name))
    || /"aws:(?:username|principalarn)"/.test(text);
  return !covers ? [] : [{
    where: generated.slice(0, 10).join(', '),
    reason: 'CloudFormation makes up their names, and patterns of names in the policies may cover these; give them names, or read a state of what is deployed',
    scope: {},
  }];
}
