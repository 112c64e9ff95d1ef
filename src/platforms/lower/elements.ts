/* Pass 13 of lowering a statement. It may assume: resources are in the form in which they are sent. */
import { replaceDeployTime } from '../../policy/deploy-time';
import type { Dialect, IntentStatement } from '../dialect';
import type { Platform } from '../platform';
import { indexOfAny } from '../unclear-text';
import { named, unsupported } from '../unsupported';

/**
 * Refuses what of a statement the platform doesn't evaluate or doesn't take.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkElements(statement: IntentStatement, platform: Platform, { elements, forbiddenInResources }: Dialect): void {
  const refuse = (reason: string, remedy: string) => unsupported(platform, { what: named(statement), reason, remedy });
  if (statement.notResources && !elements.includes('NotResource')) throw refuse("doesn't evaluate NotResource", 'name the resources');
  if (statement.notPrincipals && !elements.includes('NotPrincipal')) throw refuse("doesn't evaluate NotPrincipal", 'name the principals');
  if (forbiddenInResources === undefined) return;
  const bad = [...statement.resources ?? [], ...statement.notResources ?? []].find((resource) => indexOfAny(replaceDeployTime(resource, () => '').replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, ''), forbiddenInResources) >= 0);
  if (bad !== undefined) throw refuse(`takes no resource with one of ${forbiddenInResources} in the name of a bucket or a folder, such as ${bad}`, 'use names without it');
}
