/*
 * Buckets into which services of AWS write, each for one account alone, and a site that CloudFront reads.
 * In Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { aws, existingRole } from 'bucket-grants';
import {
  ApplicationLoadBalancerLogs, CloudFrontRead, CloudTrailDelivery, ConfigDelivery, FirehoseDelivery, LogGroupExport, NetworkLoadBalancerLogs,
  StorageLensExport, StorageProvider, VpcFlowLogs, WafLogs,
} from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-central-1' }) });
const opts = { provider: store.provider };

// each service writes on behalf of this account alone, into the folder that it is set to
const of = { bucket: 'acme-logs', sourceAccount: '111122223333' };
new ApplicationLoadBalancerLogs('alb', { ...of, prefix: 'web/' }, opts);
new NetworkLoadBalancerLogs('nlb', { ...of, prefix: 'edge/' }, opts);
new VpcFlowLogs('flows', { ...of, prefix: 'network/' }, opts);
new CloudTrailDelivery('trail', { ...of, prefix: 'audit/', sourceRegion: 'eu-central-1', trail: 'all' }, opts);
new ConfigDelivery('config', { ...of, prefix: 'audit/' }, opts);
new LogGroupExport('exports', { ...of, prefix: 'exports/', sourceRegion: 'eu-central-1' }, opts);
new StorageLensExport('lens', { ...of, prefix: 'lens/', dashboard: 'all-buckets' }, opts);
// AWS WAF takes buckets of such names only
new WafLogs('waf', { bucket: 'aws-waf-logs-acme', sourceAccount: '111122223333' }, opts);
// Firehose has no principal of its own: the stream has a role
new FirehoseDelivery('clicks', { bucket: 'acme-logs', prefix: ['clicks/', 'errors/'], grantee: existingRole('firehose') }, opts);
// one distribution, through origin access control
new CloudFrontRead('site', { bucket: 'acme-site', prefix: '', sourceAccount: '111122223333', distribution: 'EDFDVBD6EXAMPLE' }, opts);
