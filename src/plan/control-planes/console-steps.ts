import { unsupported } from '../../platforms/unsupported';
import type { ControlPlaneStrategy } from './control-plane';
import { writeDocument } from './documents';

const UNREACHABLE = {
  what: 'users, groups, policies and keys made by an engine',
  reason: 'has no API for them that is confirmed',
  remedy: 'render files and the steps for its console instead: bucket-grants render PLAN --platform NAME --out DIR',
};

/** Nothing but text that people paste into a console. */
export const consoleSteps: ControlPlaneStrategy = {
  isAws: false,
  planForm: 'principals',
  planOptions: ['provider'],
  bucketAccess: 'bucket policy',
  identity: writeDocument,
  unreachable: UNREACHABLE,
  resources: (_graph, platform) => {
    throw unsupported(platform, UNREACHABLE);
  },
};
