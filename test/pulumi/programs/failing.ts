import { EnforceHttps, StorageUser } from '../../../src/pulumi';

/** Fails before it comes to its second guard: a policy with only the first must not be written. */
module.exports = async () => {
  new EnforceHttps('https', { bucket: 'releases' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  new StorageUser('..');
  new EnforceHttps('tls', { bucket: 'releases', minimumTlsVersion: '1.2' });
};
