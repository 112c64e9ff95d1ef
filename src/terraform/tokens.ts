import { A_VALUE } from '../shape/deploy-time';
import { deployTimeValue } from '../shape/readers';
import type { TerraformEngine } from './engine';

/**
 * Asks the engine about everything that a construct is given: each text, number, list and map of it, however deep. What is known only at
 * deploy time may stand in the props that are named, where a precondition checks it, and nowhere else.
 *
 * @param what - the construct, in words
 * @param props - as they were read
 * @param deployTime - names of props that may hold tokens
 * @throws AccessError `DeployTimeValue`
 */
export function checkTokens(engine: TerraformEngine, what: string, props: object, deployTime: readonly string[]): void {
  for (const [name, value] of Object.entries(props)) {
    if (!deployTime.includes(name)) walk(engine, `${what}: ${name}`, value);
  }
}

function walk(engine: TerraformEngine, where: string, value: unknown): void {
  if (value === undefined || value === null || typeof value === 'boolean' || value instanceof Date) return;
  if (engine.Token.isUnresolved(value)) throw deployTimeValue({ where }, A_VALUE);
  if (typeof value !== 'object') return;
  for (const [key, own] of Object.entries(value)) walk(engine, `${where}.${key}`, own);
}
