import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Whether a command is there to be run. */
export function isInstalled(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** A describe that is skipped by name, with the reasons, when something that it needs is absent. */
export function describeWith(needs: Readonly<Record<string, boolean>>): (name: string, tests: () => void) => void {
  const missing = Object.entries(needs).filter(([, there]) => !there).map(([need]) => need);
  return (name, tests) => {
    if (missing.length === 0) describe(name, tests);
    else describe.skip(`${name} (skipped: absent ${missing.join(', ')})`, tests);
  };
}

/** The AWS provider in a mirror that Terraform installs providers from: `TF_PLUGIN_DIR`, a folder of host/namespace/type/version. */
export interface ProviderMirror {
  readonly folder: string;
  /** The version that lies there, which needn't be the one that the engines pin. */
  readonly version: string;
  /** What terraform runs of it. */
  readonly program: string;
}

/** The mirror that the environment names, if it holds the AWS provider. */
export function providerMirror(folder = process.env.TF_PLUGIN_DIR): ProviderMirror | undefined {
  if (!folder) return undefined;
  const below = (path: string): readonly string[] => list(path).map((name) => join(path, name));
  const versions = list(folder).flatMap((host) => below(join(folder, host, 'hashicorp', 'aws'))).filter((path) => /^\d+\.\d+\.\d+$/.test(basename(path)));
  const programs = versions.flatMap((path) => below(path).flatMap(below)
    .filter((program) => basename(program).startsWith('terraform-provider-aws_')).map((program) => ({ folder, version: basename(path), program })));
  return programs.at(-1);
}

/** Whether the mirror that the environment names also holds another provider of HashiCorp's, such as `time`. */
export function mirrorHolds(type: string, folder = process.env.TF_PLUGIN_DIR): boolean {
  return folder !== undefined && list(folder).some((host) => list(join(folder, host, 'hashicorp', type)).length > 0);
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
