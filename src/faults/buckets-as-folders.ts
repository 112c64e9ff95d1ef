import { s3Path } from '../policy/s3-arn';
import { actionsMeant } from '../s3/about';
import { list } from './actions';
import type { StatementFault } from './types';

const FOLDER = /^(arn:[^/]+)\/\**$/;

/** Actions on buckets beside all that is in one, where the platform takes the bucket for a folder: AWS reads nothing about the bucket into it. */
export const bucketsAsFolders: StatementFault = ({ policyType, statement }, { dialect, evaluation, title }) => {
  const isOpen = evaluation?.unclear?.includes('bucketAsFolder') === true;
  const { effect, actions = [], resources = [] } = statement;
  if (policyType !== 'identity' || (evaluation?.bucketAsFolder !== true && !isOpen) || resources.some((resource) => resource === '*' || s3Path(resource) === '*')) return [];
  const folder = resources.find((resource) => {
    const [, bucket] = s3Path(resource) === undefined ? [] : FOLDER.exec(resource) ?? [];
    return bucket !== undefined && !resources.includes(bucket);
  });
  const meant = actions.flatMap(actionsMeant).filter(({ level, name }) => level === 'bucket' && (dialect?.actions?.includes(name) ?? true));
  return folder === undefined || meant.length === 0 ? [] : [{
    code: 'PlatformReadsDifferently',
    severity: 'error',
    below: '.Resource',
    reason: `${title} ${isOpen ? 'may take' : 'takes'} ${folder} for the bucket itself, too, so that the statement also ${effect === 'Allow' ? 'allows' : 'denies'} ${list(meant.map(({ name }) => name))} there`,
    remedy: 'name actions on objects only beside what is in a bucket',
  }];
};
