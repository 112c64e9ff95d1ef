/** What a macro or a custom resource may make, under one name. */
export const ANYTHING = 'awscc_cloudformation_custom_resource';

/** Custom resources that come with the CDK and give nobody access. @see https://github.com/aws/aws-cdk (custom-resource-handlers) */
const HARMLESS: ReadonlySet<string> = new Set([
  'Custom::S3AutoDeleteObjects', 'Custom::S3BucketNotifications', 'Custom::CDKBucketDeployment', 'Custom::LogRetention', 'Custom::VpcRestrictDefaultSG',
  'Custom::ECRAutoDeleteImages', 'Custom::CrossRegionExportReader', 'Custom::CrossRegionExportWriter',
]);

/**
 * What a type of CloudFormation is called in the table of resource types: the name that the provider `awscc` of Terraform has for it.
 *
 * @example cloudControlType('AWS::IAM::UserToGroupAddition') // 'awscc_iam_user_to_group_addition'
 */
export function cloudControlType(type: string): string {
  if (HARMLESS.has(type)) return 'custom';
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource' || type.endsWith('::MODULE')) return ANYTHING;
  const [vendor, service = '', name = ''] = type.split('::');
  if (vendor !== 'AWS') return /^(?:s3|iam|kms)/i.test(service) ? ANYTHING : 'other';
  return `awscc_${service.toLowerCase()}_${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').toLowerCase()}`;
}
