/** The services that the data on AWS's managed policies covers, as patterns of their prefixes; of the others it says only that there is something. */
export const COVERED_SERVICES: readonly string[] = ['s3*', 'kms', 'iam', 'sts'];
