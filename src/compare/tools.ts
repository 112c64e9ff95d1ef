import { ClassMemory } from './dimension';
import { DEFAULT_LIMITS } from './limits';
import { S3Model } from './s3-model';
import type { Tools } from './solve';
import { STRICT } from './strict-model';
import type { CompareOptions } from './types';

/**
 * The tools of one comparison. What they remember lives as long as they do.
 *
 * @param partition the ARN partition of the requests that are looked at
 */
export function toolsFor({ strict = false, maxStates = DEFAULT_LIMITS.states }: CompareOptions, partition = 'aws'): Tools {
  const limits = { states: maxStates };
  return { model: strict ? STRICT : new S3Model(partition), memory: new ClassMemory(limits), limits, answers: new Map() };
}
