import { ADMIN, allow, deny, doc, give, NOBODY, OTHER, OWN, type Row, STRANGER, type Users } from './states';

const AP = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
const OBJECT = `${AP}/object/a.txt`;
const OPEN = { publicAccessBlock: { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: false } };
const toDana = give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 's3:GetObject', `${AP}/object/*`);
const delegated = give('*', 's3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], { Condition: { StringEquals: { 's3:DataAccessPointAccount': OWN } } });

const at = (point: object, bucket: object, users: Users = { dana: NOBODY }) => ({ account: OWN, users, buckets: { data: bucket }, resources: { [AP]: { bucket: 'data', ...OPEN, ...point } } });
const dana = { user: 'dana' };

/** Access points: their own policy and the bucket's must agree. */
export const ACCESS_POINTS: readonly Row[] = [
  ['an access point gives where the bucket delegates to it', at({ policy: doc(toDana) }, { policy: doc(delegated) }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['an access point gives what the bucket gives the same user', at({ policy: doc(toDana) }, { policy: doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 's3:GetObject', 'arn:aws:s3:::data/*')) }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['an access point does not give what its policy leaves out', at({ policy: doc(toDana) }, { policy: doc(delegated) }), dana, 's3:PutObject', OBJECT, 'implicitDeny'],
  ['an access point without a policy leaves it to policies of identities', at({}, { policy: doc(delegated) }, { dana: { policies: [doc(allow('s3:GetObject', `${AP}/object/*`))] } }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['what allows at the bucket alone does not at the access point', at({}, {}, { dana: { policies: [doc(allow('s3:GetObject', 'arn:aws:s3:::data/*'))] } }), dana, 's3:GetObject', OBJECT, 'implicitDeny'],
  ['what allows at both is enough', at({}, {}, { dana: ADMIN }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['whether what allows at the access point alone is enough in one account is not known', at({ policy: doc(toDana) }, {}), dana, 's3:GetObject', OBJECT, 'uncertain'],
  ['a Deny of the bucket counts through the access point', at({ policy: doc(toDana) }, { policy: doc(delegated, deny('s3:GetObject', 'arn:aws:s3:::data/*', { Principal: '*' })) }), dana, 's3:GetObject', OBJECT, 'explicitDeny'],
  ['a Deny of the bucket for other objects does not', at({ policy: doc(toDana) }, { policy: doc(delegated, deny('s3:GetObject', 'arn:aws:s3:::data/b*', { Principal: '*' })) }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['a bucket that only takes requests through access points denies the direct way', at({ policy: doc(toDana) }, { policy: doc(delegated, deny('s3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], { Principal: '*', Condition: { StringNotEquals: { 's3:DataAccessPointAccount': OWN } } })) }, { dana: ADMIN }), dana, 's3:GetObject', 'data/a.txt', 'explicitDeny'],
  ['and takes them through access points', at({ policy: doc(toDana) }, { policy: doc(delegated, deny('s3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], { Principal: '*', Condition: { StringNotEquals: { 's3:DataAccessPointAccount': OWN } } })) }, { dana: ADMIN }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['a listing is about the bucket behind', at({ policy: doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 's3:ListBucket', AP)) }, { policy: doc(delegated) }), dana, 's3:ListBucket', AP, 'allow'],
  ['a bucket may name one access point', at({ policy: doc(toDana) }, { policy: doc(give('*', 's3:*', 'arn:aws:s3:::data/*', { Condition: { StringEquals: { 's3:DataAccessPointArn': AP } } })) }), dana, 's3:GetObject', OBJECT, 'allow'],
  ['or another', at({ policy: doc(toDana) }, { policy: doc(give('*', 's3:*', 'arn:aws:s3:::data/*', { Condition: { StringEquals: { 's3:DataAccessPointArn': `${AP}2` } } })) }), { arn: `arn:aws:iam::${OTHER}:user/eve` }, 's3:GetObject', OBJECT, 'implicitDeny'],
  ['another account needs the access point and the bucket', at({ policy: doc(give({ AWS: OTHER }, 's3:GetObject', `${AP}/object/*`)) }, { policy: doc(delegated) }), STRANGER, 's3:GetObject', OBJECT, 'allow'],
  ['another account has nothing by the access point alone', at({ policy: doc(give({ AWS: OTHER }, 's3:GetObject', `${AP}/object/*`)) }, {}), STRANGER, 's3:GetObject', OBJECT, 'implicitDeny'],
  ['another account has nothing by the bucket alone', at({}, { policy: doc(delegated) }), STRANGER, 's3:GetObject', OBJECT, 'implicitDeny'],
  ['a public access point without Block Public Access is public', at({ policy: doc(give('*', 's3:GetObject', `${AP}/object/*`)) }, { policy: doc(delegated) }), 'anonymous', 's3:GetObject', OBJECT, 'allow'],
  ['Block Public Access of an access point restricts a public policy', at({ policy: doc(give('*', 's3:GetObject', `${AP}/object/*`)), publicAccessBlock: { restrictPublicBuckets: true } }, { policy: doc(delegated) }), 'anonymous', 's3:GetObject', OBJECT, 'explicitDeny'],
  ['S3 blocks public access to access points unless they are set otherwise', at({ policy: doc(give('*', 's3:GetObject', `${AP}/object/*`)), publicAccessBlock: undefined }, { policy: doc(delegated) }), 'anonymous', 's3:GetObject', OBJECT, 'uncertain'],
  ['an access point of a VPC takes requests from there', at({ policy: doc(toDana), vpc: 'vpc-1' }, { policy: doc(delegated) }), dana, 's3:GetObject', OBJECT, 'allow', { 'aws:SourceVpc': 'vpc-1' }],
  ['an access point of a VPC takes none from the internet', at({ policy: doc(toDana), vpc: 'vpc-1' }, { policy: doc(delegated) }), dana, 's3:GetObject', OBJECT, 'explicitDeny'],
  ['a bucket may ask for the origin VPC', at({ policy: doc(toDana) }, { policy: doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/*', { Condition: { StringEquals: { 's3:AccessPointNetworkOrigin': 'VPC' } } })) }), STRANGER, 's3:GetObject', OBJECT, 'implicitDeny'],
  ['of an access point without a bucket nobody knows what is behind', { account: OWN, users: { dana: ADMIN }, resources: { [AP]: {} } }, dana, 's3:GetObject', OBJECT, 'uncertain'],
  ['an access point of another account is not allowed by the identity side alone', { account: OWN, users: { dana: ADMIN } }, dana, 's3:GetObject', OBJECT.replace(OWN, OTHER), 'uncertain'],
  ['a Multi-Region Access Point needs all its buckets to agree', {
    account: OWN,
    users: { dana: NOBODY },
    buckets: { one: { policy: doc(give({ AWS: OWN }, 's3:GetObject', 'arn:aws:s3:::one/*')) }, two: { policy: doc(deny('s3:*', ['arn:aws:s3:::two', 'arn:aws:s3:::two/*'], { Principal: '*' })) } },
    resources: { [`arn:aws:s3::${OWN}:accesspoint/x.mrap`]: { bucket: ['one', 'two'], policy: doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 's3:GetObject', `arn:aws:s3::${OWN}:accesspoint/x.mrap/object/*`)) } },
  }, dana, 's3:GetObject', `arn:aws:s3::${OWN}:accesspoint/x.mrap/object/a`, 'uncertain'],
  ['a Multi-Region Access Point is denied where all its buckets deny', {
    account: OWN,
    users: { dana: ADMIN },
    buckets: { two: { policy: doc(deny('s3:*', ['arn:aws:s3:::two', 'arn:aws:s3:::two/*'], { Principal: '*' })) } },
    resources: { [`arn:aws:s3::${OWN}:accesspoint/x.mrap`]: { bucket: ['two'] } },
  }, dana, 's3:GetObject', `arn:aws:s3::${OWN}:accesspoint/x.mrap/object/a`, 'explicitDeny'],
];
