import type * as pulumi from '@pulumi/pulumi';
import { enforceHttps, type EnforceHttpsProps } from '../guards/enforce-https';
import { StorageGuard, type GuardArgs } from './guard';

/**
 * Denies everyone every action on a bucket and its objects over plain HTTP: see {@link enforceHttps}. It merges with the other guards of
 * the bucket into one policy, whoever declares them and in whatever order.
 *
 * @example
 * new EnforceHttps('https', { bucket: releases.id, minimumTlsVersion: '1.2' });
 */
export class EnforceHttps extends StorageGuard<EnforceHttpsProps> {
  constructor(name: string, args: EnforceHttpsProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:EnforceHttps', enforceHttps, name, args, opts);
  }
}
