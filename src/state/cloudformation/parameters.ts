import { own } from '../json';
import type { Unknowns } from '../unknown';

/** The value of a parameter: given, its default, or unknown. Secrets (`NoEcho`) stay so, whoever gives them. */
export function parameterValue(name: string, parameter: unknown, given: unknown, marks: Unknowns): unknown {
  const type = String(own(parameter, 'Type'));
  const unknown = (reason: string) => marks.mark(name, reason);
  if (String(own(parameter, 'NoEcho')) === 'true') return unknown('a parameter that is kept secret (NoEcho)');
  const value = given ?? own(parameter, 'Default');
  if (value === undefined || value === null) return unknown(`a parameter without a default; give it a value (--var ${name}=VALUE)`);
  if (type.startsWith('AWS::SSM::Parameter') && given === undefined) return unknown(`its value is in the Parameter Store; give it (--var ${name}=VALUE)`);
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object') return unknown('its value is neither a text nor a list');
  return /^(?:CommaDelimitedList$|List<|AWS::SSM::Parameter::Value<(?:List<|CommaDelimitedList))/.test(type) ? String(value).split(',').map((item) => item.trim()) : String(value);
}

/** What pseudo parameters are. */
export interface Surroundings {
  readonly account: string;
  readonly partition: string;
  /** The region, where it is known. */
  readonly region: string | undefined;
  /** The name of the stack, where it is known. */
  readonly stack: string | undefined;
}

/** Where services are, in partitions of which that is known. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([['aws', 'amazonaws.com'], ['aws-us-gov', 'amazonaws.com'], ['aws-cn', 'amazonaws.com.cn']]);

/** The value of a pseudo parameter, but for `AWS::NoValue`; a mark where the source doesn't tell it. */
export function pseudoParameter(name: string, { account, partition, region, stack }: Surroundings, marks: Unknowns): string | undefined {
  const unknown = () => marks.mark(name, `the source doesn't tell it; give it a value (--var ${name}=VALUE)`);
  switch (name) {
    case 'AWS::AccountId': return account;
    case 'AWS::Partition': return partition;
    case 'AWS::Region': return region ?? unknown();
    case 'AWS::URLSuffix': return SUFFIXES.get(partition) ?? unknown();
    case 'AWS::StackName': return stack ?? unknown();
    case 'AWS::StackId':
    case 'AWS::NotificationARNs': return unknown();
    default: return undefined;
  }
}
