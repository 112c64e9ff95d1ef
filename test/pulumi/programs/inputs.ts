import { output, secret } from '@pulumi/pulumi';
import { existingUser, PerUserHomeFolder, ReadOnlyPrefix, StorageGroup } from '../../../src/pulumi';

/** Outputs whose values the environment says. */
const { BUCKET = 'downloads', USER_NAME = 'lee' } = process.env;
const late = (text: string) => output(new Promise<string>((resolve) => setTimeout(() => resolve(text), 10)));
const team = new StorageGroup('team', { members: [existingUser(late(USER_NAME))] });
new ReadOnlyPrefix('downloads', { bucket: late(BUCKET), prefix: '', grantee: team });
new PerUserHomeFolder('homes', { bucket: secret('shared'), prefix: 'home/', grantee: team });
