import { checkCharacters, conform } from '../../platforms/conform';
import type { Platform } from '../../platforms/platform';
import { policyJson } from '../../policy/json';
import { bucketPolicySize, bytesWithoutSpace, identityPolicySize } from '../../policy/size';
import type { WriteIdentity } from './control-plane';

/** Identity policies as policy documents. */
export const writeDocument: WriteIdentity = (statements, platform, options, what) => {
  const { document, diagnostics } = conform({ version: '2012-10-17', statements }, platform, options);
  const json = policyJson(document);
  checkCharacters(json, what, platform);
  return { document, json, size: sizeOf(json, platform), diagnostics };
};

function sizeOf(json: string, { limits }: Platform): number {
  const counted = { 'bytes': bucketPolicySize, 'bytes without white space': bytesWithoutSpace };
  return limits.unit === 'bytes' || limits.unit === 'bytes without white space' ? counted[limits.unit](json) : identityPolicySize(json);
}
