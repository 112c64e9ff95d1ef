import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';

/*
 * The package @pulumi/minio, which is loaded when the first of its resources is made.
 * https://www.pulumi.com/registry/packages/minio/
 */

type Package = typeof import('@pulumi/minio');

const load = (): Package => require('@pulumi/minio');

/**
 * The package, which only those have installed who need it.
 *
 * @throws AccessError `NotInstalled`
 */
export function minioPackage(): Package {
  try {
    return load();
  } catch (error) {
    throw new AccessError({
      code: 'NotInstalled',
      message: `what is made on MinIO needs the package @pulumi/minio, which can't be loaded: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      remedy: 'npm install @pulumi/minio',
    });
  }
}

/**
 * Makes the provider. What isn't said here comes from its configuration or environment: `minio:minioUser`, `MINIO_PASSWORD`.
 *
 * @throws AccessError `NotInstalled`
 */
export function makeMinioProvider(name: string, settings: object, opts?: pulumi.ResourceOptions): pulumi.ProviderResource {
  return new (minioPackage().Provider)(name, settings, opts);
}
