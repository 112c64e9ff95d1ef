import { cephRgwPolicies } from '../../src/platforms/ceph-rgw/profile';
import { deltaGliderPolicies } from '../../src/platforms/delta-glider/profile';
import type { Evaluation } from '../../src/platforms/evaluation';
import { minioPolicies } from '../../src/platforms/minio/profile';
import type { PolicyProfile } from '../../src/platforms/profile/policy-profile';
import { evaluationOf } from '../../src/platforms/profile/to-evaluation';
import { selectelPolicies } from '../../src/platforms/selectel/profile';
import { CONDITION_OPERATORS } from '../../src/policy/operators';

function evaluation(policies: PolicyProfile): Evaluation {
  const judged = evaluationOf(policies);
  if (judged === undefined) throw new Error('all of it is as on AWS');
  return judged;
}

const operators = [...CONDITION_OPERATORS.keys()];

/** How each platform judges, by its profile. */
export const MINIO_EVALUATION = evaluation(minioPolicies());
export const CEPH_EVALUATION = evaluation(cephRgwPolicies);
export const DELTA_GLIDER_EVALUATION = evaluation(deltaGliderPolicies);
/** Where a caller has confirmed all operators, and the keys that tests ask about. */
export const SELECTEL_EVALUATION = evaluation(selectelPolicies({
  actions: ['s3:GetObject'],
  conditionKeys: [
    'aws:CurrentTime', 'aws:MultiFactorAuthAge', 'aws:PrincipalTag/team', 'aws:SecureTransport', 'aws:SourceIp', 'aws:SourceVpce', 'aws:username', 's3:ExistingObjectTag/level',
    's3:max-keys', 's3:prefix', 's3:x-amz-acl', 'aws:TagKeys',
  ],
  operators: [...operators, ...operators.filter((name) => name !== 'Null').map((name) => `${name}IfExists`)],
}));
