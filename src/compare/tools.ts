import { DEFAULT_LIMITS } from './domain/limits';
import { MintermCache } from './domain/minterm-cache';
import { S3Model } from './model/s3-model';
import { strictModel } from './model/strict-model';
import type { Tools } from './search/find-changes';
import type { CompareOptions } from './types';

/**
 * The tools of one comparison. What they remember lives as long as they do.
 *
 * @param partition the ARN partition of the requests that are looked at
 * @param onAws whether requests are those that AWS gets, with the keys that all of these have
 */
export function toolsFor({ strict = false, maxStates = DEFAULT_LIMITS.states }: CompareOptions, partition = 'aws', onAws = true): Tools {
  const limits = { states: maxStates };
  return { model: strict ? strictModel(onAws) : new S3Model(partition, onAws), memory: new MintermCache(limits), limits, results: new Map() };
}
