import { ADMIN, allow, deny, doc, give, NOBODY, OTHER, OWN, type Row, STRANGER } from './states';

const state = (kind: 'scp' | 'rcp' | 'vpcEndpoint', policy: object, targets?: readonly string[]) => ({
  account: OWN,
  users: { dana: ADMIN, lee: NOBODY },
  buckets: { data: { policy: doc(give({ AWS: OTHER }, 's3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'])) } },
  limits: { one: { kind, policy, ...(targets && { targets }) } },
});
const PERIMETER = doc(deny('s3:PutObject', '*'));
const OWN_ONLY = doc(deny('s3:*', '*', { Principal: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }));
const ENDPOINT = doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/*'));
const dana = { user: 'dana' };
const VIA = { 'aws:SourceVpce': 'vpce-1' };

/** Policies of an organization and of VPC endpoints. */
export const LIMITS: readonly Row[] = [
  ['a service control policy denies', state('scp', PERIMETER), dana, 's3:PutObject', 'data/a', 'explicitDeny'],
  ['and leaves what it does not deny', state('scp', PERIMETER), dana, 's3:GetObject', 'data/a', 'allow'],
  ['and gives nothing', state('scp', doc(allow('*', '*'))), { user: 'lee' }, 's3:GetObject', 'data/a', 'implicitDeny'],
  ['and counts where it is attached to the account', state('scp', PERIMETER, [OWN]), dana, 's3:PutObject', 'data/a', 'explicitDeny'],
  ['and not where it is attached to another', state('scp', PERIMETER, [OTHER]), dana, 's3:PutObject', 'data/a', 'allow'],
  ['and may count where it is attached to a unit', state('scp', PERIMETER, ['ou-ab12-34567890']), dana, 's3:PutObject', 'data/a', 'uncertain'],
  ['a list of what is allowed covers what it allows', state('scp', doc(allow('s3:Get*', '*'))), dana, 's3:GetObject', 'data/a', 'allow'],
  ['and may be all that is allowed', state('scp', doc(allow('s3:Get*', '*'))), dana, 's3:PutObject', 'data/a', 'uncertain'],
  ['a service control policy does not limit other accounts', state('scp', PERIMETER, [OWN]), STRANGER, 's3:PutObject', 'data/a', 'allow'],
  ['a resource control policy denies other accounts', state('rcp', OWN_ONLY), STRANGER, 's3:GetObject', 'data/a', 'explicitDeny', { 'aws:PrincipalOrgID': 'o-other' }],
  ['and leaves the organization', state('rcp', OWN_ONLY), dana, 's3:GetObject', 'data/a', 'allow', { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }],
  ['and may count where it is attached to a root', state('rcp', OWN_ONLY, ['r-ab12']), STRANGER, 's3:GetObject', 'data/a', 'uncertain', { 'aws:PrincipalOrgID': 'o-other' }],
  ['the policy of an endpoint lets through what it allows', state('vpcEndpoint', ENDPOINT, ['vpce-1']), dana, 's3:GetObject', 'data/a', 'allow', VIA],
  ['and nothing else', state('vpcEndpoint', ENDPOINT, ['vpce-1']), dana, 's3:PutObject', 'data/a', 'implicitDeny', VIA],
  ['and does not limit requests that come another way', state('vpcEndpoint', ENDPOINT, ['vpce-1']), dana, 's3:PutObject', 'data/a', 'allow'],
];
