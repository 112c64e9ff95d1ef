import { ClassMemory } from './dimension';
import { DEFAULT_LIMITS } from './limits';
import { S3Model } from './s3-model';
import type { Tools } from './solve';
import { STRICT } from './strict-model';
import type { CompareOptions } from './types';

/** The tools of one comparison. What they remember lives as long as they do. */
export function toolsFor({ strict = false, maxStates = DEFAULT_LIMITS.states }: CompareOptions): Tools {
  const limits = { states: maxStates };
  return { model: strict ? STRICT : new S3Model(), memory: new ClassMemory(limits), limits, answers: new Map() };
}
