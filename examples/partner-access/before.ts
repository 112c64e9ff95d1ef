/** What `aws s3api get-bucket-policy --bucket acme-downloads --query Policy --output text` told before there was any of this. */
export const before = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{
    Sid: 'Allow the CDN',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::acme-downloads/site/*',
    Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE' } },
  }],
});
