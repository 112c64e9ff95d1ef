/*
 * Buckets into which services of AWS write, each for one account alone, and a site that CloudFront reads.
 * In cdktf. Run it: npx tsx examples/service-logs/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { aws, existingRole } from 'bucket-grants';
import {
  ApplicationLoadBalancerLogs, CloudFrontRead, CloudTrailDelivery, ConfigDelivery, FirehoseDelivery, LogGroupExport, NetworkLoadBalancerLogs,
  StorageLensExport, StorageProvider, VpcFlowLogs, WafLogs,
} from 'bucket-grants/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'service-logs');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-central-1' }) });

// each service writes on behalf of this account alone, into the folder that it is set to
const of = { bucket: 'acme-logs', sourceAccount: '111122223333' };
new ApplicationLoadBalancerLogs(stack, 'alb', { ...of, prefix: 'web/' });
new NetworkLoadBalancerLogs(stack, 'nlb', { ...of, prefix: 'edge/' });
new VpcFlowLogs(stack, 'flows', { ...of, prefix: 'network/' });
new CloudTrailDelivery(stack, 'trail', { ...of, prefix: 'audit/', sourceRegion: 'eu-central-1', trail: 'all' });
new ConfigDelivery(stack, 'config', { ...of, prefix: 'audit/' });
new LogGroupExport(stack, 'exports', { ...of, prefix: 'exports/', sourceRegion: 'eu-central-1' });
new StorageLensExport(stack, 'lens', { ...of, prefix: 'lens/', dashboard: 'all-buckets' });
// AWS WAF takes buckets of such names only
new WafLogs(stack, 'waf', { bucket: 'aws-waf-logs-acme', sourceAccount: '111122223333' });
// Firehose has no principal of its own: the stream has a role
new FirehoseDelivery(stack, 'clicks', { bucket: 'acme-logs', prefix: ['clicks/', 'errors/'], grantee: existingRole('firehose') });
// one distribution, through origin access control
new CloudFrontRead(stack, 'site', { bucket: 'acme-site', prefix: '', sourceAccount: '111122223333', distribution: 'EDFDVBD6EXAMPLE' });

app.synth();
