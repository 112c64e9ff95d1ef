import {
  accessPlan, allowOnlyIpRanges, deltaGlider, denyDelete, fullBucketAccess, perUserBucket, perUserHomeFolder, publicReadPrefix, readOnlyPrefix,
  readWritePrefix, writeOnlyUploader, type AccessPlan, type Grant,
} from '../../src';

/** A plan for DeltaGlider Proxy with everything that one can have; every user has a key of each generation. */
export function proxyPlan({ generations = ['1'], more = [], bucket = 'releases' }: { generations?: readonly string[]; more?: readonly Grant[]; bucket?: string } = {}): AccessPlan {
  const accessKeys = [...generations];
  return accessPlan({
    platform: deltaGlider(),
    users: {
      ci: { grants: [writeOnlyUploader({ bucket, prefix: 'firmware/', listing: 'prefix' }), ...more], accessKeys: [...accessKeys, { generation: 'old', status: 'Inactive' }] },
      dana: { accessKeys },
      lee: { grants: [fullBucketAccess({ bucket: 'guarded' }), readWritePrefix({ bucket, prefix: ['a/', 'b/'], allowDelete: true })], accessKeys },
    },
    groups: {
      people: { members: ['dana', 'lee'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/', othersMayRead: true }), perUserBucket({ namePrefix: 'acme-' })] },
      readers: { members: ['dana'], grants: [readOnlyPrefix({ bucket, prefix: '' })] },
      nobody: {},
    },
    buckets: { guarded: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })] }, [bucket]: { guards: [denyDelete()] } },
    external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/', listing: 'prefix' }), publicReadPrefix({ bucket: 'website', prefix: '', listing: 'prefix' })] }],
  });
}

/** Requests that tell what is in the plan, and what isn't. */
export const ASKED: ReadonlyArray<readonly [who: { readonly user: string } | 'anonymous', action: string, resource: string, context?: Readonly<Record<string, string>>]> = [
  [{ user: 'ci' }, 's3:PutObject', 'releases/firmware/a'],
  [{ user: 'ci' }, 's3:PutObject', 'releases/a'],
  [{ user: 'ci' }, 's3:GetObject', 'releases/firmware/a'],
  [{ user: 'ci' }, 's3:ListBucket', 'releases', { 's3:prefix': 'firmware/' }],
  [{ user: 'ci' }, 's3:ListBucketMultipartUploads', 'releases'],
  [{ user: 'dana' }, 's3:PutObject', 'shared/home/dana/a'],
  [{ user: 'dana' }, 's3:PutObject', 'shared/home/lee/a'],
  [{ user: 'dana' }, 's3:GetObject', 'shared/home/lee/a'],
  [{ user: 'dana' }, 's3:PutObject', 'acme-dana/a'],
  [{ user: 'dana' }, 's3:PutObject', 'acme-lee/a'],
  [{ user: 'dana' }, 's3:GetObject', 'releases/x'],
  [{ user: 'dana' }, 's3:GetObject', 'downloads/public/a'],
  [{ user: 'lee' }, 's3:DeleteObject', 'releases/a/x'],
  [{ user: 'lee' }, 's3:PutObject', 'releases/b/x'],
  [{ user: 'lee' }, 's3:GetObject', 'guarded/x', { 'aws:SourceIp': '203.0.113.9' }],
  [{ user: 'lee' }, 's3:GetObject', 'guarded/x', { 'aws:SourceIp': '192.0.2.9' }],
  [{ user: 'lee' }, 's3:DeleteBucket', 'guarded', { 'aws:SourceIp': '203.0.113.9' }],
  ['anonymous', 's3:GetObject', 'downloads/public/a'],
  ['anonymous', 's3:GetObject', 'downloads/a'],
  ['anonymous', 's3:ListBucket', 'downloads', { 's3:prefix': 'public/' }],
  ['anonymous', 's3:GetObject', 'website/index.html'],
  ['anonymous', 's3:PutObject', 'website/index.html'],
];
