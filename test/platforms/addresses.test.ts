import { allowOnlyIpRanges, aws, denyIpRanges, minio, readOnlyPrefix } from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { refused } from '../grants/refused';

const grant = (range: string) => readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', when: { ipRanges: ['203.0.113.0/24', range] } });

describe.each(['10.1.0.0/16', '172.31.0.0/16', '192.168.1.7', '100.64.0.0/10', '127.0.0.1', '169.254.1.0/24', 'fd00::/8', 'fe80::1', '::1', '10.0.0.0/7'])('the private range %s', (range) => {
  test('never reaches AWS: a grant with it would let nobody in, a guard everybody out', () => {
    const errors = [
      refused(() => identityDocument([grant(range)], { kind: 'user' }, aws())),
      ...[allowOnlyIpRanges({ ipRanges: [range] }), denyIpRanges({ ipRanges: [range] })].map((guard) => refused(() => bucketDocument('downloads', [guard], aws()))),
    ];
    for (const { code, message } of errors) {
      expect(code).toBe('InvalidCondition');
      expect(message).toContain(`"${range}"; allowed: public ranges; a private address never reaches AWS as the source`);
    }
  });

  test('is where the clients of a server of one\'s own are', () => {
    expect(identityDocument([grant(range), allowOnlyIpRanges({ ipRanges: [range] })], { kind: 'user', name: 'dana' }, minio({ scope: 'acme-storage', requestFilter: 'strips-condition-names' })).json).toContain(`"${range}`);
  });
});

test('public ranges are fine on AWS, also beside private ones that another key has', () => {
  expect(identityDocument([grant('198.51.100.7')], { kind: 'user' }, aws()).json).toContain('198.51.100.7');
});
