import type { RequestFilter } from '../forgeable';
import { minioPolicies } from '../minio/profile';
import { MINIO_ACTIONS, VERSION_TAGGING } from '../minio/words';
import { asAws, differently, howOf, unconfirmed } from '../profile/fact';
import type { PolicyProfile } from '../profile/policy-profile';

const DOCUMENT = "the vendor's document";

/**
 * How Relayer takes and reads policies: its document refers to MinIO's for the language.
 *
 * @param by what policies come to it by: a console, of which less is confirmed, or MinIO's admin API
 * @param filter what is stated of something in front of the system
 */
export function relayerPolicies(by: 'console' | 'minio', filter?: RequestFilter): PolicyProfile {
  const minio = minioPolicies(filter);
  const checkedAs = Object.entries(howOf(minio.checkedAs) ?? {}).filter(([name]) => !VERSION_TAGGING.some((action) => action.toLowerCase() === name));
  const policies: PolicyProfile = {
    ...minio,
    checkedAs: differently(Object.fromEntries(checkedAs), 'as MinIO'),
    actions: differently({ known: MINIO_ACTIONS.filter((action) => !VERSION_TAGGING.includes(action)), others: 'none' }, `${DOCUMENT}: version tagging isn't supported`),
  };
  if (by === 'minio') return policies;
  return {
    ...policies,
    everyAction: unconfirmed('that * is what MinIO makes of it, nobody has confirmed'),
    otherServices: differently({ known: [] }, 'that its console takes actions of the admin API isn\'t confirmed'),
    ownKeys: asAws('its console makes one key a user'),
  };
}
