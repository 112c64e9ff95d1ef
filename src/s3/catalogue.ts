import { needText } from '../shape/need-text';
import { ACTIONS, CONDITION_KEYS, DATA_DATE } from './catalogue.generated';

/**
 * What kind of resource an action needs in a statement: a bucket, objects, none (only `*`), or something else of S3, such as an
 * access point or a job.
 */
export type S3Level = 'bucket' | 'object' | 'none' | 'other';

/** What an action does, as AWS classifies it. */
export type S3AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** An S3 action as AWS documents it. */
export interface S3Action {
  /** With its prefix and in its documented case, for example `s3:GetObject`. */
  readonly name: string;
  /** The resource that a statement must name for it. */
  readonly level: S3Level;
  /** What it does. */
  readonly access: S3AccessLevel;
  /** All resource types that it knows, as AWS calls them: `bucket`, `object`, `accesspoint`, …; empty at level `none`. */
  readonly resources: readonly string[];
  /** The condition keys that it knows besides the global ones; `$\{TagKey}` in one stands for any text. */
  readonly conditionKeys: readonly string[];
}

/** The day of the data, as YYYY-MM-DD. */
export const S3_CATALOGUE_DATE = DATA_DATE;

let catalogue: ReadonlyMap<string, S3Action> | undefined;

/** Actions by name in lower case; made when it is first needed, since most programs never do. */
function byName(): ReadonlyMap<string, S3Action> {
  return catalogue ??= new Map(ACTIONS.map(([name, access, resources, keys]) => {
    const types = words(resources);
    const action: S3Action = {
      name: `s3:${name}`,
      level: levelOf(types),
      access: access as S3AccessLevel,
      resources: types,
      conditionKeys: words(keys).map((index) => CONDITION_KEYS[Number(index)]),
    };
    return [action.name.toLowerCase(), action];
  }));
}

/** Access points stand for a bucket or its objects and don't change the level; an action on still other things has a level of its own. */
function levelOf(types: readonly string[]): S3Level {
  if (types.length === 0) return 'none';
  if (types.includes('object')) return 'object';
  return types.includes('bucket') && types.every((type) => type === 'bucket' || type === 'accesspoint') ? 'bucket' : 'other';
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/**
 * An S3 action by its name.
 *
 * @param name with the prefix `s3:`, in any case; no pattern
 * @returns undefined when AWS documents no such action
 * @example s3Action('s3:listbucket')?.level // 'bucket'
 */
export function s3Action(name: string): S3Action | undefined {
  needText(name, 'the action');
  return byName().get(name.toLowerCase());
}

/** Every S3 action, sorted by name. */
export function s3Actions(): readonly S3Action[] {
  return [...byName().values()];
}

/** Whether AWS documents an S3 action of this name, in any case. */
export function isKnownS3Action(name: string): boolean {
  return s3Action(name) !== undefined;
}
