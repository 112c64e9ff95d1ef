import type { IntentStatement } from '../platforms/dialect';
import type { Platform } from '../platforms/platform';
import { bucketArn } from '../policy/s3-arn';

/** What is denied beside the grants of somebody, and what is said of it. */
export interface OwnKeys {
  readonly statements: readonly IntentStatement[];
  readonly diagnostics: readonly string[];
}

/** Where nothing has to be denied. */
export const NOTHING: OwnKeys = { statements: [], diagnostics: [] };

/**
 * Denies anyone who gets grants making access keys for itself, where the platform lets the holder of a key do that without being allowed to:
 * such a key would go on working when the one that it was made with is rotated. Anyone who may do everything may do that, too.
 */
export function deniedOwnKeys(given: readonly IntentStatement[], { dialect, title }: Platform): OwnKeys {
  const { ownKeys = [] } = dialect ?? {};
  if (ownKeys.length === 0 || given.some(({ effect, actions = [] }) => effect === 'Allow' && actions.includes('*'))) return NOTHING;
  return {
    statements: [{ sid: 'NoOwnAccessKeys', effect: 'Deny', actions: ownKeys, resources: [bucketArn('*')] }],
    diagnostics: [`NoOwnAccessKeys: ${ownKeys.join(' and ')} are denied beside the grants, because the holder of a key could make itself another on ${title}, which would survive the rotation of the first`],
  };
}
