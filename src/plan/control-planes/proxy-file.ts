import { ruleLanguageOf } from '../../platforms/rules/language';
import { unsupported } from '../../platforms/unsupported';
import { ruleDocument } from '../rule-document';
import type { ControlPlaneStrategy } from './control-plane';

/** The configuration file of DeltaGlider Proxy, which holds the access of all its users. */
export const proxyFile: ControlPlaneStrategy = {
  isAws: false,
  planForm: 'file',
  planOptions: ['apply'],
  bucketAccess: 'public prefixes',
  identity: (statements, platform, options) => ruleDocument(statements, platform, ruleLanguageOf(platform), options),
  wholePlan: 'takes the access of all its users as one file',
  resources: (_graph, platform) => {
    throw unsupported(platform, { what: 'a resource', reason: 'takes the access of all its users as one file', remedy: 'put it into a plan and ask that for the file' });
  },
};
