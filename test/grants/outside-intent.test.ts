import * as fc from 'fast-check';
import {
  accessPlan, anotherAccount, decide, externalPrincipal, inventoryDestination, logDelivery, publicReadPrefix, readOnlyPrefix, renderAccess,
  type ExternalGrantee, type Grant, type Listing, type RequestPrincipal,
} from '../../src';
import { runs, seen } from '../runs';
import { goodPrefix as prefix } from './hostile';

const source = { sourceAccount: '111122223333', sourceBucket: ['releases', 'shared'] };

/** A request, drawn near what a grant is about: keys in and beside its folder, and its very letters as somebody else's. */
interface Ask {
  readonly principal: RequestPrincipal;
  readonly action: string;
  readonly bucket: string;
  readonly key: string;
  readonly context: Readonly<Record<string, string>>;
}

const keyNear = (folder: string) => fc.oneof(
  fc.constantFrom(`${folder}x`, `${folder}a/b`, folder, `${folder.slice(0, -1)}2/x`, `x${folder}`, folder.toUpperCase(), 'x', folder.replace(/[*?]/g, 'abc')),
  fc.string({ minLength: 1, maxLength: 5 }).map((end) => `${folder}${end}`),
).map((key) => key || 'x');

const STRANGERS: readonly RequestPrincipal[] = [
  'anonymous', { user: 'reader' }, { user: 'kim' }, { arn: 'arn:aws:iam::777788889999:user/reader' }, { arn: 'logging.s3.amazonaws.com' }, { arn: 's3.amazonaws.com' },
];

const FITTING = { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': 'arn:aws:s3:::releases', 's3:x-amz-acl': 'bucket-owner-full-control' };

const askNear = (folder: string): fc.Arbitrary<Ask> => fc.record({
  principal: fc.constantFrom(...STRANGERS),
  action: fc.constantFrom('s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketPolicy'),
  bucket: fc.constantFrom('files', 'files', 'files2'),
  key: keyNear(folder),
  context: fc.oneof(
    fc.constant<Readonly<Record<string, string>>>(FITTING),
    fc.record({
      'aws:SourceAccount': fc.constantFrom('111122223333', '444455556666'),
      'aws:SourceArn': fc.constantFrom('arn:aws:s3:::releases', 'arn:aws:s3:::shared', 'arn:aws:s3:::releases2'),
      's3:x-amz-acl': fc.constantFrom('bucket-owner-full-control', 'private'),
    }, { requiredKeys: [] }) as fc.Arbitrary<Readonly<Record<string, string>>>,
  ),
});

const isText = (principal: RequestPrincipal, text: string) => typeof principal === 'object' && 'arn' in principal && principal.arn === text;
const forSource = ({ context }: Ask) => context['aws:SourceAccount'] === '111122223333' && ['arn:aws:s3:::releases', 'arn:aws:s3:::shared'].includes(context['aws:SourceArn']);

/** What each grant says, written here without a look at its statements. A listing asks for the key as its prefix. */
const cases: Readonly<Record<string, {
  readonly make: (prefix: string, listing: Listing) => Grant;
  readonly to?: ExternalGrantee;
  /** Whether it allows a request, whose key lies below the prefix or not; `listed`: and is in what `listing` says. */
  readonly means: (ask: Ask, below: boolean, listed: boolean) => boolean;
}>> = {
  'publicReadPrefix, for everyone without an account': {
    make: (folder, listing) => publicReadPrefix({ bucket: 'files', prefix: folder, listing }),
    // anyone who has an account in which nothing is attached needs that account's side, too
    means: ({ principal, action }, below, listed) => typeof principal === 'object' && 'user' in principal
      ? false
      : (below && action === 's3:GetObject') || (listed && action === 's3:ListBucket'),
  },
  'logDelivery, for the log service and its sources': {
    make: (folder) => logDelivery({ bucket: 'files', prefix: folder, ...source }),
    means: (ask, below) => below && ask.action === 's3:PutObject' && isText(ask.principal, 'logging.s3.amazonaws.com') && forSource(ask),
  },
  'inventoryDestination, for S3 and its sources': {
    make: (folder) => inventoryDestination({ bucket: 'files', prefix: folder, ...source }),
    means: (ask, below) => below && ask.action === 's3:PutObject' && isText(ask.principal, 's3.amazonaws.com') && forSource(ask)
      && ask.context['s3:x-amz-acl'] === 'bucket-owner-full-control',
  },
  'readOnlyPrefix, for another account and whom it lets in': {
    make: (folder, listing) => readOnlyPrefix({ bucket: 'files', prefix: folder, listing }),
    to: anotherAccount('444455556666'),
    means: ({ principal, action }, below, listed) => typeof principal === 'object' && 'user' in principal && principal.user === 'reader'
      && ((below && action === 's3:GetObject') || (listed && action === 's3:ListBucket')),
  },
  'readOnlyPrefix, for one external user': {
    make: (folder, listing) => readOnlyPrefix({ bucket: 'files', prefix: folder, listing }),
    to: externalPrincipal('arn:aws:iam::444455556666:user/reader'),
    means: ({ principal, action }, below, listed) => typeof principal === 'object' && 'user' in principal && principal.user === 'reader'
      && ((below && action === 's3:GetObject') || (listed && action === 's3:ListBucket')),
  },
};

test.each(Object.entries(cases))('property: %s, gives exactly what it says, whatever its props', (_name, { make, to, means }) => {
  const props = fc.tuple(prefix, fc.constantFrom<Listing>(false, 'prefix', 'bucket')).chain(([folder, listing]) => (
    fc.tuple(fc.constant(folder), fc.constant(listing), fc.array(askNear(folder), { minLength: 20, maxLength: 20 }))
  ));
  let allowed = 0;
  fc.assert(fc.property(props, ([folder, listing, asks]) => {
    const external = [{ ...(to && { grantee: to }), grants: [make(folder, listing)] }];
    const { buckets: [{ json }], otherAccountPolicies } = renderAccess(accessPlan({ external }));
    const state = {
      account: '444455556666',
      users: { reader: { policies: otherAccountPolicies.map((policy) => policy.json) }, kim: { policies: [] } },
      buckets: { files: { account: '111122223333', policy: json }, files2: { account: '111122223333' } },
    };
    for (const ask of asks) {
      const { principal, action, bucket, key, context } = ask;
      const lists = /List/.test(action);
      const resource = `arn:aws:s3:::${bucket}${lists || action === 's3:GetBucketPolicy' ? '' : `/${key}`}`;
      const { effect } = decide(state, { principal, action, resource, context: { ...context, ...(lists && { 's3:prefix': key }) } });
      const below = bucket === 'files' && key.startsWith(folder);
      const expected = means(ask, below, (listing === 'prefix' && below) || (listing === 'bucket' && bucket === 'files'));
      expect({ folder, listing, ask, effect }).toEqual({ folder, listing, ask, effect: expected ? 'allow' : 'implicitDeny' });
      allowed += expected ? 1 : 0;
    }
  }), { numRuns: runs(150, 40) });
  expect(allowed).toBeGreaterThan(seen(10));
});
