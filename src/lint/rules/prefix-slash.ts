import { s3Path } from '../../policy/s3-arn';
import type { Found, StatementRule } from '../types';

/** A prefix that ends in a letter or digit: what else begins with it is covered, too. */
const OPEN = /[A-Za-z0-9]\*$/;

/** Allowed folders without the slash at their end: `team*` is also `team-b/…`. */
export const prefixWithoutSlash: StatementRule = ({ statement: { effect, resources = [], conditions = [] } }) => {
  if (effect !== 'Allow') return [];
  const found = (text: string, folder: string, below: string): Found => ({
    code: 'PrefixWithoutSlash',
    severity: 'note',
    below,
    reason: `${text} is also all whose name goes on otherwise, such as ${folder.slice(0, -1)}-old/…`,
    remedy: `write ${folder.slice(0, -1)}/* where the folder is meant`,
  });
  return [
    ...resources.flatMap((text) => {
      const path = s3Path(text) ?? '';
      return path.includes('/') && OPEN.test(path) ? [found(text, path.slice(path.indexOf('/') + 1), '.Resource')] : [];
    }),
    ...conditions.filter(({ key, operator }) => key.toLowerCase() === 's3:prefix' && /StringLike/.test(operator)).flatMap(({ key, operator, values }) => values
      .filter((value) => OPEN.test(value)).map((value) => found(`the prefix ${value}`, value, `.Condition.${operator}['${key}']`))),
  ];
};
