/** What `aws s3api get-bucket-policy --bucket acme-downloads --query Policy --output text` prints. */
export const policyOfToday = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{
    Sid: 'PartnerReads',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::acme-downloads/partner/*',
  }],
});
