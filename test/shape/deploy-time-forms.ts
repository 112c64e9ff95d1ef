import * as pulumi from '@pulumi/pulumi';
import type { Kit, Stack } from '../terraform/kit';
import type { AnyProps } from './good-props';

/** Every form in which cdktf and cdktn hand over what is known only at deploy time, by itself and inside a text. */
export const FORMS: Readonly<Record<string, (kit: Kit, stack: Stack) => unknown>> = {
  'a string token': (kit, stack) => new kit.TerraformVariable(stack, 'v', { type: 'string' }).stringValue,
  'a string token in a text': (kit, stack) => `a-${new kit.TerraformVariable(stack, 'v', { type: 'string' }).stringValue}/`,
  'a number token': (kit, stack) => new kit.TerraformVariable(stack, 'v', { type: 'number' }).numberValue,
  'a number token in a text': (kit, stack) => `team${new kit.TerraformVariable(stack, 'v', { type: 'number' }).numberValue}/`,
  'a number token that is a text': (kit, stack) => String(new kit.TerraformVariable(stack, 'v', { type: 'number' }).numberValue),
  'a list token': (kit, stack) => new kit.TerraformVariable(stack, 'v', { type: 'list(string)' }).listValue,
  'an element of a list token': (kit, stack) => new kit.TerraformVariable(stack, 'v', { type: 'list(string)' }).listValue[0],
  'a number list token': (kit, stack) => kit.Token.asNumberList(new kit.TerraformVariable(stack, 'v', { type: 'list(number)' }).value),
  'a map token': (kit, stack) => kit.Token.asStringMap(new kit.TerraformVariable(stack, 'v', { type: 'map(string)' }).value),
  'something lazy': (kit) => kit.Lazy.stringValue({ produce: () => 'x' }),
  'something to resolve': (kit, stack) => kit.Fn.can(new kit.TerraformVariable(stack, 'v', { type: 'string' }).stringValue),
};

/** Every form in which Pulumi does. */
export const OUTPUTS: Readonly<Record<string, () => unknown>> = {
  'an Output': () => pulumi.output('x'),
  'a secret Output': () => pulumi.secret('x'),
  'a Promise': () => Promise.resolve('x'),
  'an Output in a text': () => `team-${String(pulumi.output('x'))}/`,
};

/** Puts a value into each place of some props, also into lists and nested objects. */
export function placed(props: AnyProps, value: unknown): ReadonlyArray<readonly [path: string, props: AnyProps]> {
  return Object.entries(props).flatMap(([name, old]): ReadonlyArray<readonly [string, AnyProps]> => {
    const whole = [[name, { ...props, [name]: value }] as const];
    if (Array.isArray(old)) {
      const inside = old.flatMap((one: unknown, at) => (isObject(one) ? placed(one, value).map(([path, inner]) => (
        [`${name}[].${path}`, { ...props, [name]: old.map((other: unknown, index) => (index === at ? inner : other)) }] as const
      )) : []));
      return [...whole, [`${name}[]`, { ...props, [name]: [value] }] as const, ...inside];
    }
    // a platform and a store are made by their functions, whose options are walked by themselves
    if (!isObject(old) || name === 'platform' || name === 'store') return whole;
    return [...whole, ...placed(old, value).map(([path, inner]) => [`${name}.${path}`, { ...props, [name]: inner }] as const)];
  });
}

function isObject(value: unknown): value is AnyProps {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;
}
