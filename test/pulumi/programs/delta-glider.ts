import { StorageAccess } from '../../../src/pulumi';
import { proxyPlan } from '../../state/proxy-plan';

/** A plan for DeltaGlider Proxy, which is a file and nothing else. */
const access = new StorageAccess('access', { plan: proxyPlan() });
module.exports = { file: access.files.get('access.yaml') };
