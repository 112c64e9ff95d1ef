import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { APPLY_SCRIPT, PROXY_COMMAND, type ApplyToProxy } from '../plan/delta-glider/apply-command';
import { keyUsers } from '../plan/delta-glider/key-users';
import { renderProxy } from '../plan/delta-glider/render-proxy';
import { wholeConfig } from '../plan/delta-glider/whole-config';
import type { AccessPlan } from '../plan/planned';
import { checkEndpoint } from '../platforms/endpoint';
import { ruleLanguageOf } from '../platforms/rules/language';
import { filledProxyText } from './proxy-files';

/** What a {@link LocalCommand} is made of. */
export interface LocalCommandArgs {
  /** What the shell runs. */
  create: string;
  /** What it has in its environment beside that of Pulumi itself. */
  environment: Record<string, pulumi.Input<string>>;
  /** What makes it run again when it changes. */
  triggers: Array<pulumi.Input<string>>;
  /** Whether it also has there what it printed before. */
  addPreviousOutputInEnv: boolean;
}

/** What is used of the class `local.Command` of `@pulumi/command`, which fits: this package doesn't need that one. */
export interface LocalCommand {
  /** Makes what runs a command on the machine that deploys. */
  new (name: string, args: LocalCommandArgs, opts?: pulumi.CustomResourceOptions): object;
}

/** How a plan gets onto a running proxy with each deployment that changes it. */
export interface ApplyToProxyArgs extends ApplyToProxy {
  /** `local.Command` of `@pulumi/command`. */
  readonly localCommand: LocalCommand;
}

/**
 * Applies a plan to a proxy by its own command. Its password comes to it from the environment of the person who deploys, `DGP_BOOTSTRAP_PASSWORD`,
 * and is written nowhere.
 *
 * @throws AccessError `InvalidProxyConfig`, `InvalidPlatform`, `NotInstalled`
 */
export function applyToProxy(
  name: string, plan: AccessPlan, apply: ApplyToProxyArgs, opts: pulumi.CustomResourceOptions,
): void {
  const { server, config, command = PROXY_COMMAND, localCommand: Command } = apply;
  checkEndpoint('apply.server', server);
  if (typeof Command !== 'function') throw noCommand(name);
  const rendered = renderProxy(plan, ruleLanguageOf(plan.platform));
  const document = filledProxyText(wholeConfig(config, rendered.config, keyUsers(rendered.users)), plan);
  new Command(`${name}-apply`, {
    create: APPLY_SCRIPT,
    environment: { PROXY_CONFIG: document, PROXY_SERVER: server, PROXY_COMMAND: command },
    triggers: [document, server],
    addPreviousOutputInEnv: false,
  }, opts);
}

function noCommand(name: string): AccessError {
  return new AccessError({
    code: 'NotInstalled',
    message: `apply of ${name} runs a command, and isn't given the class that does, as localCommand`,
    remedy: "npm install @pulumi/command, then import { local } from '@pulumi/command', and pass it on: apply: { server, config, localCommand: local.Command }",
  });
}
