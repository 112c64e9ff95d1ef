import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdktf } from './kit-cdktf';
import { cdktn } from './kit-cdktn';

/** One engine. The two families have the same names with the same meaning, so one suite, typed by one of them, runs on both. */
export type Kit = typeof cdktf;
export type App = InstanceType<Kit['App']>;
export type Stack = InstanceType<Kit['TerraformStack']>;

/** For `describe.each`. */
export const kits: ReadonlyArray<readonly [engine: string, kit: Kit]> = [['cdktf', cdktf], ['cdktn', cdktn as unknown as Kit]];

/** The arguments of one resource in synthesized output. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The parts of a synthesized stack that the tests read. */
export interface Synthesized {
  readonly provider?: Readonly<Record<string, readonly Arguments[]>>;
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, Arguments>> };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
}

// Both engines keep the stack of each token. Here it would be a text that goes through source maps, which nobody reads.
const mapped = Error.prepareStackTrace;
Error.prepareStackTrace = (error, sites) => (error instanceof Error ? mapped?.(error, sites) ?? String(error) : '');

/** For the apps of a test file whose output folder nobody looks into: making and removing one for each takes longer than the app. */
const unread = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
afterAll(() => rmSync(unread, { recursive: true, force: true }));
const unreadApp = (kit: Kit): App => new kit.App({ outdir: unread });

/** Runs a test with a new app, whose output folder is gone afterwards. */
export function withApp<T>(kit: Kit, use: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'bucket-grants-'));
  try {
    return use(new kit.App({ outdir }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A stack of an app, with the provider's own default provider. */
export function stackOf(kit: Kit, app: App, id = 'stack'): Stack {
  const stack = new kit.TerraformStack(app, id);
  new kit.AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  return stack;
}

/** What one stack synthesizes to, after the validations of its whole app. */
export function synth(kit: Kit, build: (stack: Stack, app: App) => void): Synthesized {
  const app = unreadApp(kit);
  const stack = stackOf(kit, app);
  build(stack, app);
  app.synth();
  return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
}

/** All resources of a type: by their names in Terraform. */
export function all(output: Synthesized, type: string): Readonly<Record<string, Arguments>> {
  return output.resource?.[type] ?? {};
}

/** The one resource of a type. */
export function only(output: Synthesized, type: string): Arguments {
  const found = Object.values(all(output, type));
  if (found.length !== 1) throw new Error(`${found.length} of ${type}, not one; there are ${counts(output)}`);
  return found[0];
}

/** How many resources of each type there are. */
export function counts({ resource = {} }: Synthesized): string {
  return Object.entries(resource).map(([type, some]) => `${type} ${Object.keys(some).length}`).sort().join(', ');
}

/** A policy argument as the platform gets it, as far as there is nothing in it for Terraform to fill in. */
export function policyOf({ policy }: Arguments): unknown {
  return JSON.parse(untemplated(String(policy)));
}

/** Undoes Terraform's escapes. An expression that Terraform would evaluate stays as it is. */
export function untemplated(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

/** What an app says at synth; fails when it says nothing. */
export function synthError(kit: Kit, build: (stack: Stack, app: App) => void): string {
  try {
    synth(kit, build);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('not refused: the app was synthesized');
}

/** Builds in a stack without synthesizing it. */
export function lone<T>(kit: Kit, build: (stack: Stack, app: App) => T): T {
  const app = unreadApp(kit);
  return build(stackOf(kit, app), app);
}
