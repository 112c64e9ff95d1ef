import {
  aclAccess, allowOnlyIpRanges, bucketAdministrator, denyDelete, denyIpRanges, enforceHttps, everyone, existingUser, firehoseDelivery,
  fullBucketAccess, listAllBuckets, listOnlyPrefix, noDeleteAccess, perUserBucket, perUserHomeFolder, unrestrictedAccess, publicReadPrefix,
  quarantine, readOnlyPrefix, readWritePrefix, timeWindow, writeOnlyUploader, type AccessPlanProps,
} from '../../src';
import type { Ask } from './s3-requests';

/** A plan, and what a real gateway answers to those whom it is about. */
export interface CephCase {
  /** The grant or guard that it is about, by its construct. */
  readonly of: string;
  readonly name: string;
  readonly plan: AccessPlanProps;
  readonly allows: readonly Ask[];
  readonly denies: readonly Ask[];
}

/** Who asks, and what is there to be asked for. */
export const PEOPLE = ['dana', 'lee', 'kim'];
export const BUCKETS: Readonly<Record<string, readonly string[]>> = {
  'downloads': ['public/a.txt', 'private/a.txt', 'public-too/a.txt'],
  'releases': ['firmware/a.bin', 'firmware-old/a.bin', 'docs/a.txt', 'a b/$[x] ä/a.txt'],
  'shared': ['home/dana/a.txt', 'home/lee/a.txt', 'home/dana2/a.txt'],
  'acme-home-dana': ['a.txt'],
  'acme-home-lee': ['a.txt'],
};

const dana = (action: Ask['action'], at: string, more: Partial<Ask> = {}): Ask => ({ as: 'dana', action, at, ...more });
const lee = (action: Ask['action'], at: string, more: Partial<Ask> = {}): Ask => ({ ...dana(action, at, more), as: 'lee' });
const kim = (action: Ask['action'], at: string, more: Partial<Ask> = {}): Ask => ({ ...dana(action, at, more), as: 'kim' });
const list = (at: string, prefix: string, more: Readonly<Record<string, string>> = {}) => dana('ListBucket', at, { query: { prefix, ...more } });
const anyone = (action: Ask['action'], at: string, more: Partial<Ask> = {}): Ask => ({ action, at, ...more });

/** All of a bucket, for somebody that a guard restrains. */
const everything = (bucket: string) => [fullBucketAccess({ bucket, allowPermissionsManagement: true })];

const GRANTS: readonly CephCase[] = [
  {
    of: 'FirehoseDelivery',
    name: 'a folder',
    plan: { users: { dana: { grants: [firehoseDelivery({ bucket: 'releases', prefix: 'firmware/' })] } } },
    allows: [dana('PutObject', 'releases/firmware/new.bin'), dana('GetObject', 'releases/firmware/a.bin'), list('releases', ''), dana('AbortMultipartUpload', 'releases/firmware/none.bin')],
    denies: [dana('PutObject', 'releases/docs/new.txt'), dana('PutObject', 'releases/firmware-old/new.bin'), dana('DeleteObject', 'releases/firmware/a.bin'), dana('GetObject', 'releases/docs/a.txt')],
  },
  {
    of: 'ReadOnlyPrefix',
    name: 'a folder',
    plan: { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } },
    allows: [dana('GetObject', 'downloads/public/a.txt'), list('downloads', 'public/'), list('downloads', 'public/sub/', { delimiter: '/' })],
    denies: [
      dana('GetObject', 'downloads/private/a.txt'), dana('GetObject', 'downloads/public-too/a.txt'), dana('PutObject', 'downloads/public/new.txt'), dana('DeleteObject', 'downloads/public/a.txt'),
      list('downloads', ''), list('downloads', 'public'), list('downloads', 'private/'), dana('ListBucket', 'downloads'), dana('GetObject', 'releases/docs/a.txt'), kim('GetObject', 'downloads/public/a.txt'), anyone('GetObject', 'downloads/public/a.txt'),
    ],
  },
  {
    of: 'ReadOnlyPrefix',
    name: 'the whole bucket, in a folder of odd letters, with versions',
    plan: { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', allowVersions: true }), readOnlyPrefix({ bucket: 'releases', prefix: 'a b/$[x] ä/' })] } } },
    allows: [dana('ListBucket', 'downloads'), list('downloads', ''), dana('GetObjectVersion', 'downloads/private/a.txt'), dana('ListBucketVersions', 'downloads'), dana('GetObject', 'releases/a b/$[x] ä/a.txt'), list('releases', 'a b/$[x] ä/')],
    denies: [dana('PutObject', 'downloads/public/new.txt'), dana('GetObject', 'releases/docs/a.txt'), list('releases', 'a b/'), dana('GetObjectVersion', 'releases/a b/$[x] ä/a.txt')],
  },
  {
    of: 'WriteOnlyUploader',
    name: 'a folder',
    plan: { users: { dana: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] } } },
    allows: [dana('PutObject', 'releases/firmware/new.bin'), dana('AbortMultipartUpload', 'releases/firmware/none.bin')],
    denies: [dana('PutObject', 'releases/docs/new.txt'), dana('PutObject', 'releases/firmware-old/new.bin'), dana('GetObject', 'releases/firmware/a.bin'), dana('DeleteObject', 'releases/firmware/a.bin'), list('releases', 'firmware/'), dana('PutObjectTagging', 'releases/firmware/a.bin'), dana('AbortMultipartUpload', 'releases/docs/none.txt')],
  },
  {
    of: 'ReadWritePrefix',
    name: 'with deleting and tags',
    plan: { users: { dana: { grants: [readWritePrefix({ bucket: 'releases', prefix: 'docs/', allowDelete: true, allowTagging: true })] } } },
    allows: [dana('PutObject', 'releases/docs/new.txt'), dana('GetObject', 'releases/docs/a.txt'), dana('DeleteObject', 'releases/docs/none.txt'), dana('PutObjectTagging', 'releases/docs/a.txt'), list('releases', 'docs/')],
    denies: [dana('PutObject', 'releases/firmware/new.bin'), dana('GetObject', 'releases/firmware/a.bin'), dana('DeleteObject', 'releases/firmware/none.bin'), dana('DeleteObjectVersion', 'releases/docs/none.txt'), list('releases', 'firmware/'), dana('PutObjectAcl', 'releases/docs/a.txt')],
  },
  {
    of: 'ListOnlyPrefix',
    name: 'a folder',
    plan: { users: { dana: { grants: [listOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } },
    allows: [list('downloads', 'public/'), list('downloads', 'public/', { 'delimiter': '/', 'max-keys': '1' })],
    denies: [list('downloads', ''), list('downloads', 'private/'), dana('GetObject', 'downloads/public/a.txt'), dana('ListBucketVersions', 'downloads', { query: { prefix: 'public/' } })],
  },
  {
    of: 'PerUserHomeFolder',
    name: 'of a user, with reading the others',
    plan: { users: { dana: { grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/', othersMayRead: true })] } } },
    allows: [dana('PutObject', 'shared/home/dana/new.txt'), dana('GetObject', 'shared/home/dana/a.txt'), dana('GetObject', 'shared/home/lee/a.txt'), list('shared', 'home/')],
    denies: [dana('PutObject', 'shared/home/lee/new.txt'), dana('PutObject', 'shared/home/dana2/new.txt'), dana('DeleteObject', 'shared/home/lee/a.txt'), list('shared', ''), kim('GetObject', 'shared/home/dana/a.txt')],
  },
  {
    of: 'PerUserHomeFolder',
    name: 'of each member of a group, one of whom was there before',
    plan: { users: { dana: {}, kim: {} }, groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } } },
    allows: [
      dana('GetObject', 'shared/home/dana/a.txt'), dana('PutObject', 'shared/home/dana/new.txt'), dana('DeleteObject', 'shared/home/dana/none.txt'), list('shared', 'home/dana/'),
      lee('GetObject', 'shared/home/lee/a.txt'), lee('PutObject', 'shared/home/lee/new.txt'), lee('ListBucket', 'shared', { query: { prefix: 'home/lee/' } }),
    ],
    denies: [
      dana('GetObject', 'shared/home/lee/a.txt'), dana('GetObject', 'shared/home/dana2/a.txt'), dana('PutObject', 'shared/home/lee/new.txt'), list('shared', 'home/'), list('shared', 'home/lee/'),
      lee('GetObject', 'shared/home/dana/a.txt'), lee('ListBucket', 'shared', { query: { prefix: 'home/dana/' } }), kim('GetObject', 'shared/home/dana/a.txt'), kim('PutObject', 'shared/home/kim/new.txt'),
    ],
  },
  {
    of: 'PerUserBucket',
    name: 'for some members of a group',
    plan: { users: { dana: {} }, groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserBucket({ namePrefix: 'acme-home-', when: { users: ['dana'] } })] } } },
    allows: [dana('GetObject', 'acme-home-dana/a.txt'), dana('PutObject', 'acme-home-dana/new.txt'), dana('ListBucket', 'acme-home-dana')],
    denies: [dana('GetObject', 'acme-home-lee/a.txt'), dana('ListBucket', 'acme-home-lee'), lee('GetObject', 'acme-home-lee/a.txt'), lee('GetObject', 'acme-home-dana/a.txt')],
  },
  {
    of: 'FullBucketAccess',
    name: 'without permissions',
    plan: { users: { dana: { grants: [fullBucketAccess({ bucket: 'releases' })] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt'), dana('PutObject', 'releases/docs/new.txt'), dana('ListBucketMultipartUploads', 'releases'), dana('GetBucketVersioning', 'releases'), dana('PutLifecycleConfiguration', 'releases'), dana('DeleteBucket', 'releases')],
    denies: [dana('PutBucketPolicy', 'releases'), dana('PutBucketAcl', 'releases'), dana('PutObjectAcl', 'releases/docs/a.txt'), dana('GetObject', 'downloads/public/a.txt'), dana('ListBucket', 'downloads')],
  },
  {
    of: 'NoDeleteAccess',
    name: 'a bucket',
    plan: { users: { dana: { grants: [noDeleteAccess({ bucket: 'releases' })] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt'), dana('PutObject', 'releases/docs/new.txt'), dana('ListBucket', 'releases')],
    denies: [dana('DeleteObject', 'releases/docs/none.txt'), dana('DeleteObjectVersion', 'releases/docs/none.txt'), dana('DeleteBucket', 'releases'), dana('PutLifecycleConfiguration', 'releases'), dana('GetObject', 'downloads/public/a.txt')],
  },
  {
    of: 'BucketAdministrator',
    name: 'with permissions',
    plan: { users: { dana: { grants: [bucketAdministrator({ bucket: 'releases', allowPermissionsManagement: true })] } } },
    allows: [dana('GetBucketPolicy', 'releases'), dana('PutBucketPolicy', 'releases'), dana('GetLifecycleConfiguration', 'releases'), dana('PutBucketTagging', 'releases'), dana('GetBucketAcl', 'releases')],
    denies: [dana('GetObject', 'releases/docs/a.txt'), dana('ListBucket', 'releases'), dana('PutObject', 'releases/docs/new.txt'), dana('GetBucketPolicy', 'downloads'), dana('DeleteBucket', 'releases')],
  },
  {
    of: 'AclAccess',
    name: 'READ',
    plan: { users: { dana: { grants: [aclAccess({ bucket: 'downloads', permission: 'READ' })] } } },
    allows: [dana('GetObject', 'downloads/private/a.txt'), dana('ListBucket', 'downloads'), dana('ListBucketMultipartUploads', 'downloads')],
    denies: [dana('PutObject', 'downloads/private/new.txt'), dana('GetBucketAcl', 'downloads'), dana('GetObjectAcl', 'downloads/private/a.txt'), dana('GetObject', 'releases/docs/a.txt')],
  },
  {
    of: 'ListAllBuckets',
    name: 'with locations',
    plan: { users: { dana: { grants: [listAllBuckets({ allowLocations: true })] } } },
    allows: [dana('ListAllMyBuckets', ''), dana('GetBucketLocation', 'releases'), dana('GetBucketLocation', 'downloads')],
    denies: [dana('ListBucket', 'releases'), dana('GetObject', 'releases/docs/a.txt'), dana('GetBucketVersioning', 'releases')],
  },
  {
    of: 'UnrestrictedAccess',
    name: 'from one address',
    plan: { users: { dana: { grants: [unrestrictedAccess({ when: { ipRanges: ['203.0.113.0/24'] } })] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt', { from: '203.0.113.7' }), dana('PutBucketPolicy', 'downloads', { from: '203.0.113.7' })],
    denies: [dana('GetObject', 'releases/docs/a.txt', { from: '203.0.114.7' }), dana('PutBucketPolicy', 'downloads', { from: '198.51.100.1' }), kim('GetObject', 'releases/docs/a.txt', { from: '203.0.113.7' })],
  },
  {
    of: 'PublicReadPrefix',
    name: 'for everyone, with or without a signature',
    plan: { users: { kim: {} }, external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/' })] }] },
    allows: [anyone('GetObject', 'downloads/public/a.txt'), kim('GetObject', 'downloads/public/a.txt')],
    denies: [anyone('GetObject', 'downloads/private/a.txt'), anyone('PutObject', 'downloads/public/new.txt'), anyone('ListBucket', 'downloads', { query: { prefix: 'public/' } }), kim('DeleteObject', 'downloads/public/a.txt')],
  },
  {
    of: 'ReadOnlyPrefix',
    name: 'for everyone, with a listing',
    plan: { external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] }] },
    allows: [anyone('GetObject', 'downloads/public/a.txt'), anyone('ListBucket', 'downloads', { query: { prefix: 'public/' } })],
    denies: [anyone('GetObject', 'downloads/public-too/a.txt'), anyone('ListBucket', 'downloads'), anyone('ListBucket', 'downloads', { query: { prefix: 'private/' } })],
  },
];

/** The conditions that any grant may have. */
const WHEN: readonly CephCase[] = [
  {
    of: 'ReadOnlyPrefix',
    name: 'over HTTPS, from a client of a name, for a time',
    plan: { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', when: { https: true, userAgents: ['backup/'], notBefore: '2020-01-01', notAfter: '2100-01-01', users: ['dana', 'kim'] } })] } } },
    allows: [dana('GetObject', 'downloads/public/a.txt', { https: true, headers: { 'user-agent': 'backup/1.0' } }), dana('ListBucket', 'downloads', { https: true, headers: { 'user-agent': 'backup/' } })],
    denies: [
      dana('GetObject', 'downloads/public/a.txt', { headers: { 'user-agent': 'backup/1.0' } }), dana('GetObject', 'downloads/public/a.txt', { https: true, headers: { 'user-agent': 'Backup/1.0' } }),
      dana('GetObject', 'downloads/public/a.txt', { https: true }),
    ],
  },
  {
    of: 'ReadOnlyPrefix',
    name: 'a time that is over, and one that is yet to come',
    plan: { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', when: { notAfter: '2020-01-01' } }), readOnlyPrefix({ bucket: 'releases', prefix: '', when: { notBefore: '2100-01-01' } }), readOnlyPrefix({ bucket: 'shared', prefix: '' })] } } },
    allows: [dana('GetObject', 'shared/home/lee/a.txt')],
    denies: [dana('GetObject', 'downloads/public/a.txt'), dana('GetObject', 'releases/docs/a.txt')],
  },
];

const GUARDS: readonly CephCase[] = [
  {
    of: 'EnforceHttps',
    name: 'on a bucket: plain HTTP is denied all but managing the policy',
    plan: { users: { dana: { grants: everything('releases') } }, buckets: { releases: { guards: [enforceHttps()] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt', { https: true }), dana('PutObject', 'releases/docs/new.txt', { https: true }), dana('ListBucket', 'releases', { https: true }), dana('GetBucketPolicy', 'releases')],
    denies: [
      dana('GetObject', 'releases/docs/a.txt'), dana('PutObject', 'releases/docs/new.txt'), dana('ListBucket', 'releases'), dana('GetBucketVersioning', 'releases'), dana('DeleteBucket', 'releases'), dana('PutBucketTagging', 'releases'),
      dana('ListBucketMultipartUploads', 'releases'), dana('GetObject', 'downloads/public/a.txt', { https: true }),
    ],
  },
  {
    of: 'EnforceHttps',
    name: 'on a user',
    plan: { users: { dana: { grants: everything('releases'), guards: [enforceHttps()] }, kim: { grants: everything('releases') } } },
    allows: [dana('GetObject', 'releases/docs/a.txt', { https: true }), kim('GetObject', 'releases/docs/a.txt'), dana('GetBucketPolicy', 'releases')],
    denies: [dana('GetObject', 'releases/docs/a.txt'), dana('ListBucket', 'releases'), dana('ListAllMyBuckets', '')],
  },
  {
    of: 'AllowOnlyIpRanges',
    name: 'two ranges',
    plan: { users: { dana: { grants: everything('releases') } }, buckets: { releases: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24', '2001:db8:1234::/48'] })] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt', { from: '203.0.113.1' }), dana('GetObject', 'releases/docs/a.txt', { from: '2001:db8:1234::1' }), dana('ListBucket', 'releases', { from: '203.0.113.255' }), dana('GetBucketPolicy', 'releases', { from: '198.51.100.1' })],
    denies: [dana('GetObject', 'releases/docs/a.txt', { from: '203.0.114.1' }), dana('GetObject', 'releases/docs/a.txt', { from: '2001:db8:1235::1' }), dana('ListBucket', 'releases', { from: '198.51.100.1' }), dana('PutObject', 'releases/docs/new.txt', { from: '198.51.100.1' })],
  },
  {
    of: 'DenyIpRanges',
    name: 'on a group',
    plan: { users: { dana: { grants: everything('releases') } }, groups: { engineering: { members: ['dana'], guards: [denyIpRanges({ ipRanges: ['198.51.100.0/24'] })] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt', { from: '203.0.113.1' }), dana('ListBucket', 'releases', { from: '203.0.113.1' })],
    denies: [dana('GetObject', 'releases/docs/a.txt', { from: '198.51.100.77' }), dana('ListBucket', 'releases', { from: '198.51.100.77' })],
  },
  {
    of: 'DenyDelete',
    name: 'below a folder',
    plan: { users: { dana: { grants: everything('releases') } }, buckets: { releases: { guards: [denyDelete({ prefix: 'firmware/' })] } } },
    allows: [dana('DeleteObject', 'releases/docs/none.txt'), dana('PutObject', 'releases/firmware/new.bin'), dana('GetObject', 'releases/firmware/a.bin')],
    denies: [dana('DeleteObject', 'releases/firmware/none.bin'), dana('DeleteObjectVersion', 'releases/firmware/none.bin')],
  },
  {
    of: 'TimeWindow',
    name: 'one that is open, and one that is over',
    plan: { users: { dana: { grants: [...everything('releases'), ...everything('downloads')] } }, buckets: { releases: { guards: [timeWindow({ notBefore: '2020-01-01', notAfter: '2100-01-01' })] }, downloads: { guards: [timeWindow({ notAfter: '2020-01-01' })] } } },
    allows: [dana('GetObject', 'releases/docs/a.txt'), dana('ListBucket', 'releases'), dana('GetBucketPolicy', 'downloads')],
    denies: [dana('GetObject', 'downloads/public/a.txt'), dana('ListBucket', 'downloads'), dana('PutObject', 'downloads/public/new.txt')],
  },
  {
    of: 'Quarantine',
    name: 'on a user who may do everything',
    plan: { users: { dana: { grants: [unrestrictedAccess()], guards: [quarantine()] }, kim: { grants: [unrestrictedAccess()] } } },
    allows: [kim('GetObject', 'releases/docs/a.txt'), kim('ListBucket', 'downloads')],
    denies: [dana('GetObject', 'releases/docs/a.txt'), dana('ListBucket', 'downloads'), dana('GetBucketPolicy', 'releases'), dana('ListAllMyBuckets', '')],
  },
];

/** All cases. */
export const cephCases: readonly CephCase[] = [...GRANTS, ...WHEN, ...GUARDS];
