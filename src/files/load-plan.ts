import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AccessError } from '../errors';
import type { AccessPlan } from '../plan/planned';
import { shown } from '../s3/names';

/**
 * Loads a plan from a module: what it exports as `plan` or as its default, or the result of it where that is a function of, say, the
 * environment.
 *
 * @param path the file of the module; for one in TypeScript, Node needs a loader such as tsx
 * @param args the arguments of the function, where the module exports one
 * @example const access = readAccess(await loadPlan('plan.ts', ['prod']));
 * @throws AccessError `ModuleNotLoaded`, `PlanFailed`, `NoPlanInModule`, and what the plan itself throws
 */
export async function loadPlan(path: string, args: readonly string[] = []): Promise<AccessPlan> {
  const exported = await load(path);
  const found = pick(exported);
  const plan: unknown = typeof found === 'function' ? await call(found as (...args: readonly string[]) => unknown, path, args) : found;
  if (isPlan(plan)) return plan;
  const names = namesIn(exported);
  throw new AccessError({
    code: 'NoPlanInModule',
    message: `${path} exports no plan; it exports ${names.map((one) => shown(one)).join(', ') || 'nothing'}${typeof found === 'function' ? `, and its function of (${args.map((one) => shown(one)).join(', ')}) returns ${shown(plan)}` : ''}`,
    remedy: "export what accessPlan(…) returns, or a function that returns it, as plan or as the default; give the function's arguments with --arg",
  });
}

async function call(make: (...args: readonly string[]) => unknown, path: string, args: readonly string[]): Promise<unknown> {
  try {
    return await make(...args);
  } catch (error) {
    if (isAccessError(error)) throw error;
    throw new AccessError({
      code: 'PlanFailed',
      message: `the plan of ${path}, called with (${args.map((one) => shown(one)).join(', ')}), threw: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'give the arguments that the function needs, each with --arg, or correct the function',
    });
  }
}

/** By name: the module may come with a copy of its own of this package. */
function isAccessError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AccessError';
}

async function load(path: string): Promise<unknown> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new AccessError({ code: 'ModuleNotLoaded', message: `${path} isn't there`, remedy: 'name the file of a module that exports a plan' });
  }
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (isAccessError(error)) throw error;
    const typescript = /\.[cm]?tsx?$/.test(file);
    throw new AccessError({
      code: 'ModuleNotLoaded',
      message: `${path} can't be loaded: ${error instanceof Error ? error.message : String(error)}`,
      remedy: typescript
        ? 'Node loads TypeScript with a loader: NODE_OPTIONS="--import tsx" bucket-grants render …, after npm install --save-dev tsx'
        : 'run it with node to see where it fails',
    });
  }
}

/** What a module exports; one of CommonJS that was imported has it all under `default`, and not always beside it. */
function namesIn(exported: unknown): readonly string[] {
  const { default: standard, ...others } = Object(exported) as { readonly default?: unknown };
  const inner = typeof standard === 'object' ? Object.keys(Object(standard)) : ['default'];
  return 'default' in Object(exported) ? [...new Set([...Object.keys(others), ...inner])] : Object.keys(others);
}

/** A CommonJS module that was imported has its exports under `default` as well. */
function pick(exported: unknown): unknown {
  const { plan, default: standard } = (exported ?? {}) as { plan?: unknown; default?: unknown };
  if (plan !== undefined) return plan;
  const inner = standard as { plan?: unknown; default?: unknown } | undefined;
  return isPlan(standard) ? standard : inner?.plan ?? inner?.default ?? standard;
}

function isPlan(value: unknown): value is AccessPlan {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'plan';
}
