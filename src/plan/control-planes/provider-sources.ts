/** A provider, as Terraform finds it. */
export interface ProviderSource {
  readonly source: string;
  /** The versions that have what the control planes write. */
  readonly version: string;
}

/** The providers by the first word of the types of their resources. */
export const PROVIDER_SOURCES: Readonly<Record<string, ProviderSource>> = {
  aws: { source: 'hashicorp/aws', version: '>= 5.0' },
  minio: { source: 'aminueza/minio', version: '~> 3.0' },
  selectel: { source: 'selectel/selectel', version: '~> 8.0' },
};

/** A name as Terraform writes it. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
