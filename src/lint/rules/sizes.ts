import { AccessError } from '../../errors';
import { policyJson } from '../../policy/json';
import { bucketPolicySize, identityPolicySize } from '../../policy/size';
import type { PolicyRule } from '../types';

/** Policies larger than the platform takes. Inline policies count together; those of each principal are held against its limits elsewhere. */
export const policySize: PolicyRule = ({ policy: { document, name }, policyType }, { limits, title }) => {
  // rules are counted for each of those who have them
  if (document === undefined || limits.unit === 'rules') return [];
  const json = textOf(document);
  if (json === undefined) return [];
  const isInline = /, inline policy /.test(name);
  const inBytes = policyType === 'resource' || limits.unit === 'bytes';
  const size = inBytes ? bucketPolicySize(json) : identityPolicySize(json);
  const kind = name.startsWith('group ') ? 'group' : name.startsWith('role ') ? 'role' : 'user';
  const most = policyType === 'resource' ? limits.bucketPolicySize : isInline ? limits[kind].inlinePolicySize ?? limits[kind].inlineSize : limits.managedSize;
  // where there are no such policies at all, that is what the platform's own rule says
  return most === 0 || size <= most ? [] : [{
    code: 'PolicyTooLarge',
    severity: 'error',
    index: 0,
    reason: `the policy has ${size} ${inBytes ? 'bytes' : 'characters without white space'}; ${title} allows ${most}`,
    remedy: 'split it, or name folders that hold the others',
  }];
};

function textOf(document: Parameters<typeof policyJson>[0]): string | undefined {
  try {
    return policyJson(document);
  } catch (error) {
    // a document that can't be written canonically has problems that are reported already
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}
