import { AccessError } from '../../errors';
import { type JsonObject, objectOf } from '../json';
import { Written } from './evaluate';
import type { Expression } from './expression';
import { stringLiteral } from './literals';
import { ExpressionParser } from './parser';
import { NotRead } from './scanner';
import { isTemplate, parseTemplate } from './template';

const NAME = /[A-Za-z_][\w-]*/y;

/** Nobody nests blocks deeper. */
const DEEPEST = 40;

/**
 * Reads a file in Terraform's own syntax (`.tf`, `.tofu`, `.tfvars`) into the shape that Terraform's JSON syntax has: blocks are objects
 * in lists, below their labels, and expressions are {@link Written}. Policy variables (`$$\{aws:username}`) and expressions stay apart.
 *
 * @param name what the file is called in errors
 * @throws AccessError `UnreadableSource`, with the line and the column
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration
 */
export function readNative(text: string, name: string): JsonObject {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const parser = new ExpressionParser(source, parseTemplate);
  try {
    const body = readBody(parser, '', 0);
    return body;
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    const before = source.slice(0, error.at).split('\n');
    throw new AccessError({
      code: 'UnreadableSource',
      message: `${name} is not Terraform configuration: line ${before.length}, column ${before[before.length - 1].length + 1} can't be read`,
      remedy: 'let `terraform validate` say what is wrong there, or give a file as Terraform takes it',
    });
  }
}

function readBody(parser: ExpressionParser, end: '' | '}', depth: number): JsonObject {
  if (depth > DEEPEST) throw parser.notRead();
  const attributes: (readonly [string, unknown])[] = [];
  const inside = new Map<string, unknown[]>();
  for (;;) {
    parser.space();
    if (end !== '' && parser.take(end)) break;
    if (parser.at >= parser.source.length) {
      if (end === '') break;
      throw parser.notRead();
    }
    const name = parser.match(NAME);
    if (name === undefined) throw parser.notRead();
    parser.space();
    if (parser.source[parser.at] === '=') {
      parser.at++;
      attributes.push([name, plainOr(parser.expression())]);
    } else {
      inside.set(name, [...inside.get(name) ?? [], readBlock(parser, depth)]);
    }
  }
  return objectOf([...attributes, ...inside]);
}

/** A block below its labels. */
function readBlock(parser: ExpressionParser, depth: number): unknown {
  const labels: string[] = [];
  for (parser.space(); !parser.take('{'); parser.space()) labels.push(label(parser));
  return labels.reduceRight<unknown>((inside, name) => objectOf([[name, inside]]), readBody(parser, '}', depth + 1));
}

function label(parser: ExpressionParser): string {
  if (parser.source[parser.at] !== '"') {
    const name = parser.match(NAME);
    if (name === undefined) throw parser.notRead();
    return name;
  }
  const text = stringLiteral(parser, 0, parseTemplate);
  if (text.is !== 'literal' || typeof text.value !== 'string') throw parser.notRead();
  return text.value;
}

/** A literal as its value, unless that reads as a template. */
function plainOr(expression: Expression): unknown {
  if (expression.is !== 'literal') return new Written(expression);
  return typeof expression.value === 'string' && isTemplate(expression.value) ? new Written(expression) : expression.value;
}
