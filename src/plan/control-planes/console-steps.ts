import { unsupported } from '../../platforms/unsupported';
import type { ControlPlaneStrategy } from './control-plane';

const UNREACHABLE = {
  what: 'users, groups, policies and keys made by an engine',
  reason: 'has no API for them that is confirmed',
  remedy: 'render files and the steps for its console instead: bucket-grants render PLAN --platform NAME --out DIR',
};

/** Nothing but text that people paste into a console. */
export const consoleSteps: ControlPlaneStrategy = {
  isAws: false,
  unreachable: UNREACHABLE,
  resources: (_graph, platform) => {
    throw unsupported(platform, UNREACHABLE);
  },
};
