import { fullBucketAccess, readOnlyPrefix, writeOnlyUploader, type Grant } from '../../src';

/** Rules that the guide prints, and the grants that make them. */
export interface GuideRules {
  readonly title: string;
  /** Which of the guide's printed examples, by section and number. */
  readonly at: readonly string[];
  /** What is wrong with them there. */
  readonly wrong?: string;
  readonly grants: readonly Grant[];
  readonly rules: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/**
 * The rules of DeltaGlider's guide "How to create IAM users and groups".
 * https://github.com/beshu-tech/deltaglider_proxy docs/product/how-to
 */
export const GUIDE: readonly GuideRules[] = [{
  title: 'write-only CI',
  at: ['3 (1)', '3 (2)'],
  grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/', listing: 'bucket' })],
  rules: [
    { effect: 'Allow', actions: ['write'], resources: ['releases/firmware/*'] },
    { effect: 'Allow', actions: ['list'], resources: ['releases'] },
  ],
}, {
  title: 'a read-only prefix',
  at: ['3 (3)'],
  grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })],
  rules: [{ effect: 'Allow', actions: ['read', 'list'], resources: ['downloads/public/*'] }],
}, {
  title: 'full access to one bucket',
  at: ['3 (4)', '3 (5)'],
  wrong: '* on db-archive/*, which also gives making and deleting buckets by a rule about objects: here its verbs by name',
  grants: [fullBucketAccess({ bucket: 'db-archive' })],
  rules: [
    { effect: 'Allow', actions: ['list', 'admin'], resources: ['db-archive'] },
    { effect: 'Allow', actions: ['read', 'write', 'delete'], resources: ['db-archive/*'] },
  ],
}, {
  title: 'the group Engineering',
  at: ['5 (1)', '5 (2)'],
  wrong: 'read and list on the bucket and on its objects, and read of a bare bucket matches nothing: here each where it counts',
  grants: ['releases', 'downloads'].map((bucket) => readOnlyPrefix({ bucket, prefix: '' })),
  rules: ['releases', 'downloads'].flatMap((bucket) => [
    { effect: 'Allow', actions: ['read'], resources: [`${bucket}/*`] },
    { effect: 'Allow', actions: ['list'], resources: [bucket] },
  ]),
}];
