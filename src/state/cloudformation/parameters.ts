import { own, scalarText } from '../json';
import type { Unknowns } from '../unknown';

/** The value of a parameter: given, its default, or unknown. Secrets (`NoEcho`) stay so, no matter who gives them. */
export function parameterValue(name: string, parameter: unknown, given: unknown, tokens: Unknowns): unknown {
  const type = scalarText(own(parameter, 'Type'));
  const unknown = (reason: string) => tokens.token(name, reason);
  if (scalarText(own(parameter, 'NoEcho')) === 'true') return unknown('a parameter that is kept secret (NoEcho)');
  const value = given ?? own(parameter, 'Default');
  if (value === undefined || value === null) return unknown(`a parameter without a default; give it a value (--var ${name}=VALUE)`);
  if (type.startsWith('AWS::SSM::Parameter') && given === undefined) return unknown(`its value is in the Parameter Store; give it (--var ${name}=VALUE)`);
  if (Array.isArray(value)) return value.map(scalarText);
  if (typeof value === 'object') return unknown('its value is neither a text nor a list');
  return LIST.test(type) ? String(value).split(',').map((item) => item.trim()) : String(value);
}

const LIST = /^(?:CommaDelimitedList$|List<|AWS::SSM::Parameter::Value<(?:List<|CommaDelimitedList))/;

/**
 * The value of a parameter of a nested stack, which only its parent gives.
 *
 * @param name what the parameter is called in reasons
 */
export function passedValue(name: string, parameter: unknown, given: unknown, tokens: Unknowns): unknown {
  const type = scalarText(own(parameter, 'Type'));
  const value = given ?? own(parameter, 'Default');
  if (value === undefined || value === null) return tokens.token(name, 'a parameter without a default, which the stack around it does not give');
  // what is given is the name of a parameter in the store, and not its value
  if (type.startsWith('AWS::SSM::Parameter')) return tokens.token(name, 'its value is in the Parameter Store');
  // what isn't known may have commas in it
  if (LIST.test(type) && typeof value === 'string' && !tokens.isKnown(value)) return tokens.token(name, 'a list of which not everything is known');
  return parameterValue(name, parameter, value, tokens);
}

/** What pseudo parameters are. */
export interface Surroundings {
  readonly account: string;
  readonly partition: string;
  /** The region, where it is known. */
  readonly region: string | undefined;
  /** The name of the stack, where it is known. */
  readonly stack: string | undefined;
  /** What the ids of its resources begin with, where several templates are read together. */
  readonly prefix: string;
}

/** Where services are, in partitions of which that is known. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([['aws', 'amazonaws.com'], ['aws-us-gov', 'amazonaws.com'], ['aws-cn', 'amazonaws.com.cn']]);

/** The value of a pseudo parameter, but for `AWS::NoValue`; a token where the source doesn't tell it. */
export function pseudoParameter(name: string, { account, partition, region, stack, prefix }: Surroundings, tokens: Unknowns): string | undefined {
  const unknown = (label = name) => tokens.token(label, `the source doesn't tell it; give it a value (--var ${name}=VALUE)`);
  switch (name) {
    case 'AWS::AccountId': return account;
    case 'AWS::Partition': return partition;
    case 'AWS::Region': return region ?? unknown();
    case 'AWS::URLSuffix': return SUFFIXES.get(partition) ?? unknown();
    case 'AWS::StackName': return stack ?? unknown(`${prefix}${name}`);
    // every stack has its own
    case 'AWS::StackId':
    case 'AWS::NotificationARNs': return unknown(`${prefix}${name}`);
    default: return undefined;
  }
}
