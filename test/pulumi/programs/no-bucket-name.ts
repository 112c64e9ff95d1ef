import { output } from '@pulumi/pulumi';
import { ReadOnlyPrefix } from '../../../src/pulumi';

/** A bucket whose name is known only at deploy time, and then is whatever the environment says. */
new ReadOnlyPrefix('downloads', { bucket: output(Promise.resolve(process.env.BUCKET ?? '')), prefix: '' });
