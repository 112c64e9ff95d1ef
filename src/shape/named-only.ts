import { isDeployTime, splitDeployTime } from './deploy-time';
import { deployTimeValue, type Where } from './readers';

/**
 * Refuses texts that hold other values of deploy time than those of the buckets that are named: an engine checks, where they are there, that
 * those are names of buckets, and nothing else.
 *
 * @param texts - such as the resources of a statement
 * @param buckets - as they were named, each with its placeholders
 * @throws AccessError `DeployTimeValue`
 */
export function namedOnly(texts: readonly string[], buckets: readonly string[], at: Where): void {
  for (const [index, text] of texts.entries()) {
    if (!isDeployTime(text)) continue;
    const named = new Set(buckets.flatMap(placeholdersIn));
    if (placeholdersIn(text).some((placeholder) => !named.has(placeholder))) throw deployTimeValue({ where: `${at.where}[${index}]` }, 'a value that is none of its buckets and');
  }
}

function placeholdersIn(text: string): readonly string[] {
  return splitDeployTime(text).filter((_, index) => index % 2 === 1);
}
