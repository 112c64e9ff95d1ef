import type { Construct } from 'constructs';
import { enforceHttps, type EnforceHttpsProps } from '../guards/enforce-https';
import { GuardConstruct, type GuardOptions } from '../terraform/guard-construct';
import { engine, type Aws } from './engine';

/**
 * Denies everyone every action on the bucket and its objects over plain HTTP. See `enforceHttps` for exactly what it denies.
 *
 * @example
 * new EnforceHttps(this, 'https', { bucket: bucket.id, minimumTlsVersion: '1.2' });
 */
export class EnforceHttps extends GuardConstruct<Aws> {
  constructor(scope: Construct, id: string, props: EnforceHttpsProps & GuardOptions) {
    super(engine, [enforceHttps(props)], scope, id, props);
  }
}
