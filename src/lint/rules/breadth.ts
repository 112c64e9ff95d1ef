import { s3Path } from '../../policy/s3-arn';
import type { Found, StatementRule } from '../types';

const EVERYTHING: ReadonlyArray<string | undefined> = ['*', '*/*'];

/** Everything on everything: whoever has it needs no other policy, and can take all away. */
export const broadAllow: StatementRule = ({ statement: { effect, actions = [], resources = [], conditions = [] } }) => {
  const all = actions.find((action) => action === '*' || action.toLowerCase() === 's3:*');
  const everywhere = resources.find((resource) => resource === '*' || EVERYTHING.includes(s3Path(resource)));
  if (effect !== 'Allow' || all === undefined || everywhere === undefined) return [];
  const found: Found = {
    code: 'BroadAllow',
    severity: 'warning',
    below: '.Action',
    reason: `${all} on ${everywhere} allows everything on every bucket${conditions.length > 0 ? ', whenever its conditions hold' : ''}, deleting and giving access away included`,
    remedy: 'name the buckets and what is to be done there; grants such as readWritePrefix(…) write it out',
  };
  return [found];
};

/** An Allow of everything but a list also allows what is added to S3 tomorrow. */
export const allowNotAction: StatementRule = ({ statement: { effect, notActions, notResources } }) => {
  const element = notActions !== undefined ? 'NotAction' : notResources !== undefined ? 'NotResource' : undefined;
  return effect !== 'Allow' || element === undefined ? [] : [{
    code: 'AllowAllBut',
    severity: 'warning',
    below: `.${element}`,
    reason: `an Allow with ${element} gives everything that isn't listed, ${element === 'NotAction' ? 'actions of other services and such as come later included' : 'buckets of others and such as come later included'}`,
    remedy: `name what is allowed in ${element.slice('Not'.length)}`,
  }];
};

/** An Allow for everyone but a list lets in everybody, anonymous requests included. */
export const allowNotPrincipal: StatementRule = ({ statement: { effect, notPrincipals } }) => (effect !== 'Allow' || notPrincipals === undefined ? [] : [{
  code: 'AllowWithNotPrincipal',
  severity: 'error',
  below: '.NotPrincipal',
  reason: 'an Allow with NotPrincipal lets in everybody who isn\'t listed, anonymous requests included',
  remedy: 'name who is allowed in Principal',
}]);
