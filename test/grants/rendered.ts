import type { Grant } from '../../src/grants';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';

/** The policy that a grant renders for a user on AWS, as a person reads it. */
export function pretty(grant: Grant): string {
  return JSON.stringify(JSON.parse(identityDocument([grant], { kind: 'user' }, aws()).json), null, 2);
}
