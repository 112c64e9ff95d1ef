/** What the access map asks about a place. */
export type MapVerb = 'read' | 'list' | 'write' | 'delete' | 'administer';

/** The verbs in the order in which they are shown, and the request that stands for each. */
export const MAP_VERBS: ReadonlyArray<readonly [verb: MapVerb, action: string, on: 'object' | 'bucket']> = [
  ['read', 's3:GetObject', 'object'],
  ['list', 's3:ListBucket', 'bucket'],
  ['write', 's3:PutObject', 'object'],
  ['delete', 's3:DeleteObject', 'object'],
  ['administer', 's3:PutBucketPolicy', 'bucket'],
];
