import { AccessError } from '../errors';
import { checkedGrant, type Grant } from '../grants/grant';
import { accountRootArn, parseArn, withPartition, type Partition } from '../policy/arn';
import { policyObject, type StatementJson } from '../policy/json';
import { reading } from '../shape/shape';
import { checkExternal, describeExternal, type AnotherAccount, type ExternalPrincipal } from './external-grantees';
import { allow } from './grant-statements';
import { PRINCIPAL } from './principals';

/**
 * The statements for the policy of a grant's KMS key, without which nobody but the key's own account may use it. Add them to the key's
 * policy (`aws_kms_key.policy`, `aws.kms.Key` `policy`); `Resource: '*'` means the key itself there.
 *
 * A key's policy that has the usual statement for its own account needs none of them for the users, groups and roles of that account: the
 * grant's identity policy is enough. For somebody of the key's own account name the whole ARN: `externalPrincipal('arn:aws:iam::…:user/dana')`.
 *
 * @param grant a grant with `kmsKey`
 * @param grantee who uses the key: an account, or one user or role by its ARN
 * @throws AccessError `NoKmsKey` when the grant has no key, `InvalidGrantee`, `InvalidPrincipal`
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 * @example
 * const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
 * keyPolicyStatements(readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', kmsKey }), anotherAccount('444455556666'));
 */
export function keyPolicyStatements(grant: Grant, grantee: AnotherAccount | ExternalPrincipal): readonly StatementJson[] {
  const at = { where: 'the grantee', code: 'InvalidGrantee' as const };
  const checked = reading(at, () => checkExternal(PRINCIPAL(grantee, at) as ExternalPrincipal));
  if (checked.kind === 'everyone') {
    throw new AccessError({
      code: 'InvalidGrantee',
      message: 'everyone can\'t use a KMS key: anyone who does must sign in',
      remedy: 'name an account, a user or a role',
    });
  }
  const { name, keyStatements = [] } = checkedGrant(grant);
  if (keyStatements.length === 0) {
    throw new AccessError({
      code: 'NoKmsKey',
      message: `grant ${name} has no kmsKey, so ${describeExternal(checked)} needs nothing of a key for it`,
      remedy: 'give the grant the key of its bucket: kmsKey: \'arn:aws:kms:…:key/…\'',
    });
  }
  return keyStatements.flatMap((statement) => {
    const partition = parseArn(statement.resources[0])?.partition as Partition;
    const arn = checked.kind === 'account' ? withPartition(accountRootArn(checked.account), partition) : checked.arn;
    const move = (value: string) => withPartition(value, partition);
    const conditions = statement.conditions?.map((condition) => ({ ...condition, values: condition.values.map(move) }));
    const own = allow({ ...statement, sid: `${statement.sid}For${checked.account}`, resources: ['*'], conditions });
    return policyObject({ version: '2012-10-17', statements: [{ ...own, principals: { AWS: [arn] } }] }).Statement;
  });
}
