/* Pass 1 of lowering a statement. It may assume: nothing: it looks at a statement as grants and guards write it. */
import { isPrivateRange } from '../../grants/address-range';
import { invalidCondition } from '../../grants/condition-values';
import { parseOperator } from '../../policy/operators';
import type { IntentStatement } from '../dialect';
import type { Platform } from '../platform';

/**
 * Refuses private addresses where no request comes from one: an Allow would let nobody in, and a Deny of all others everybody out.
 *
 * @throws AccessError `InvalidCondition`
 */
export function checkAddresses({ conditions = [] }: IntentStatement, { publicAddressesOnly = false }: Platform): void {
  if (!publicAddressesOnly) return;
  const ranges = conditions.filter(({ operator, key }) => key === 'aws:SourceIp' && parseOperator(operator)?.base.type === 'ip').flatMap(({ values }) => values);
  const inside = ranges.find(isPrivateRange);
  if (inside === undefined) return;
  throw invalidCondition('aws:SourceIp', inside, 'public ranges; a private address never reaches AWS as the source: use vpcEndpoints or vpcs');
}
