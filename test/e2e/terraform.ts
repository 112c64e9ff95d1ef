import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

/** What a terraform command came to. */
export interface TerraformRun {
  readonly code: number | null;
  readonly stdout: string;
  /** All that it printed. */
  readonly text: string;
}

/**
 * Terraform and its provider live for seconds and have memory: without collecting garbage before there is a gigabyte of it, a plan takes a third
 * less processor time.
 */
export const GARBAGE = { GOGC: 'off', GOMEMLIMIT: '1GiB' };

/** Runs the real terraform in a folder, with variables of the environment. It asks nobody, neither on the terminal nor over the network. */
export function terraform(folder: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): TerraformRun {
  const { status, stdout, stderr } = spawnSync('terraform', [...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    // a configuration file that the environment names may be absent, which terraform would complain of in its output
    env: { ...process.env, ...GARBAGE, ...environment, TF_CLI_CONFIG_FILE: devNull, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' },
  });
  return { code: status, stdout, text: stdout + stderr };
}

/** As {@link terraform}, for a command that must succeed. */
export function terraformOk(folder: string, args: readonly string[], environment?: Readonly<Record<string, string>>): TerraformRun {
  const run = terraform(folder, args, environment);
  if (run.code !== 0) throw new Error(`terraform ${args.join(' ')}: exit code ${run.code}\n${run.text}`);
  return run;
}

/** The AWS provider of a configuration in Terraform's own syntax, for a stand-in for AWS that {@link standIn} points it at. */
export const PROVIDER = `provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
}
`;

/**
 * Points the AWS provider at a stand-in for AWS by its environment. A block `endpoints` does so too, and costs four seconds of processor time and
 * gigabytes of garbage each time that the provider looks at it.
 */
export const standIn = (url: string): Readonly<Record<string, string>> => ({ AWS_ENDPOINT_URL: url });
