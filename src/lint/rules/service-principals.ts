import type { StatementRule } from '../types';
import { isAws } from './is-aws';

/** Keys by which a service says for which principal it acts. */
const SOURCES = new Set(['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner']);

/**
 * A service that is let into a bucket acts for every customer of AWS, unless a condition says for which account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const serviceWithoutSource: StatementRule = ({ bucket, statement: { effect, principals, conditions = [] } }, platform) => {
  const services = principals === '*' ? [] : (principals?.Service ?? []).filter((name) => name.includes('.amazonaws.'));
  if (bucket === undefined || effect !== 'Allow' || services.length === 0 || !isAws(platform) || conditions.some(({ key }) => SOURCES.has(key.toLowerCase()))) return [];
  return [{
    code: 'ServiceWithoutSource',
    severity: 'warning',
    below: '.Principal.Service',
    reason: `${services.join(', ')} may use ${bucket} for anybody who tells it to, in any account`,
    remedy: 'add a condition on aws:SourceArn or aws:SourceAccount with the resource or the account for which it acts',
  }];
};
