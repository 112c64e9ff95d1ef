/*
 * The plan of a platform repo in Pulumi: the name of the stack, dev or prod, is the environment. Run it with `pulumi up`.
 */
import { getStack } from '@pulumi/pulumi';
import { StorageAccess, StorageProvider } from 'bucket-grants/pulumi';
import { plan } from './plan';

const access = plan(getStack() === 'prod' ? 'prod' : 'dev');
const store = new StorageProvider('store', { platform: access.platform });
new StorageAccess('access', { plan: access }, { provider: store.provider });
