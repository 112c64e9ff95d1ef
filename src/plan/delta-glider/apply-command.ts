import { DEPLOY_TIME, VALUE } from '../../shape/readers';
import type { Shape } from '../../shape/shape';

/** How a plan gets onto a running proxy with each deployment. */
export interface ApplyToProxy {
  /** URL of the proxy's admin API, such as `https://s3.acme.example`. */
  readonly server: string;
  /**
   * The rest of the proxy's configuration as YAML text: all but users, groups and public prefixes. What a document that is applied lacks is
   * set to its default, backends included, so it must be all of it. Secrets stand in it as `$\{env:NAME}`.
   */
  readonly config: string;
  /**
   * The proxy's own command, on the machine that deploys.
   *
   * @default 'deltaglider_proxy'
   */
  readonly command?: string;
}

/** The shape of {@link ApplyToProxy}. */
export const APPLY_TO_PROXY: Shape<ApplyToProxy> = { server: DEPLOY_TIME, config: VALUE, command: VALUE };

/** The command, where none is named. */
export const PROXY_COMMAND = 'deltaglider_proxy';

/** The document goes to the command by a file, and its path and the server by variables: nothing of them is read by the shell. */
export const APPLY_SCRIPT = 'umask 077; file=$(mktemp) && trap \'rm -f "$file"\' EXIT && printf %s "$PROXY_CONFIG" > "$file" && "$PROXY_COMMAND" config apply "$file" --server "$PROXY_SERVER"';
