import { perUserHomeFolder, readOnlyPrefix, writeOnlyUploader, type AccessConditions } from '../../src/grants';
import { refused, untyped } from './refused';
import { pretty } from './rendered';

const grant = (when: AccessConditions) => readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', when });
const conditions = (when: AccessConditions) => JSON.parse(pretty(grant(when))).Statement[0].Condition;

test.each<readonly [AccessConditions, unknown]>([
  [{ ipRanges: ['203.0.113.0/24'] }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
  [{ ipRanges: ['203.0.113.9', '2001:db8::/32'] }, { IpAddress: { 'aws:SourceIp': ['2001:db8::/32', '203.0.113.9'] } }],
  [{ vpcEndpoints: ['vpce-0a1'] }, { StringEquals: { 'aws:SourceVpce': 'vpce-0a1' } }],
  [{ vpcs: ['vpc-0a1', 'vpc-0b2'] }, { StringEquals: { 'aws:SourceVpc': ['vpc-0a1', 'vpc-0b2'] } }],
  [{ notBefore: '2026-12-01T00:00:00+01:00' }, { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-30T23:00:00Z' } }],
  [{ notAfter: new Date(Date.UTC(2027, 0, 1)) }, { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }],
  [{ notBefore: '2026-12-01T00:00:00.001Z' }, { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-12-01T00:00:01Z' } }],
  [{ notAfter: '2026-12-01T00:00:00.999Z' }, { DateLessThan: { 'aws:CurrentTime': '2026-12-01T00:00:00Z' } }],
  [{ ipRanges: ['2001:db8::1', '2001:db8:0:8000::/49', '198.51.100.128/25'] }, { IpAddress: { 'aws:SourceIp': ['198.51.100.128/25', '2001:db8:0:8000::/49', '2001:db8::1'] } }],
  [{ notAfter: '2028-02-29' }, { DateLessThan: { 'aws:CurrentTime': '2028-02-29T00:00:00Z' } }],
  [{ mfa: true, https: true }, { Bool: { 'aws:MultiFactorAuthPresent': 'true', 'aws:SecureTransport': 'true' } }],
  [{ minimumTlsVersion: '1.3' }, { NumericGreaterThanEquals: { 's3:TlsVersion': '1.3' } }],
  [{ userAgents: ['backup*/$1'] }, { StringLike: { 'aws:UserAgent': 'backup${*}/${$}1*' } }],
  [{ organization: 'o-a1b2c3d4e5' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
  [{ users: ['bob', 'alice'] }, { StringEquals: { 'aws:username': ['alice', 'bob'] } }],
  [{ regions: ['eu-central-1'] }, { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }],
  [{ mfa: false }, undefined],
])('%j', (when, expected) => {
  expect(conditions(when)).toEqual(expected);
});

test('no condition asked for is none', () => {
  expect(readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', when: undefined })).toEqual(readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' }));
});

test('conditions go on every statement of a grant, beside those it has', () => {
  const when: AccessConditions = { vpcs: ['vpc-0a1'], userAgents: ['x'], https: true };
  const grants = [
    perUserHomeFolder({ bucket: 'shared', prefix: 'home/', othersMayRead: true, allowRootListing: true, when }),
    writeOnlyUploader({ bucket: 'shared', prefix: ['a/', 'b/'], listing: 'prefix', when }),
  ];
  for (const { statements } of grants) {
    for (const { sid, conditions: found = [] } of statements) {
      expect([sid, found.map(({ key }) => key).slice(-3)]).toEqual([sid, ['aws:SourceVpc', 'aws:UserAgent', 'aws:SecureTransport']]);
    }
  }
  expect(grants.map(pretty)).toMatchSnapshot();
});

test.each<readonly [unknown, string, string]>([
  [null, 'when is null', 'an object such as'],
  ['mfa', 'when is "mfa"', 'an object such as'],
  [[], 'when is []', 'at least one condition'],
  [{}, 'when is {}', 'at least one condition'],
  [{ ipRanges: undefined }, 'when is {}', 'at least one condition'],
  [{ ipRanges: false }, 'ipRanges is false', 'a list'],
  [{ ipRanges: '203.0.113.0/24' }, 'ipRanges is "203.0.113.0/24"', 'a list'],
  [{ ipRanges: [] }, 'ipRanges is []', 'an empty one would let nobody in'],
  [{ ipRanges: ['0.0.0.0/0'] }, 'ipRanges is "0.0.0.0/0"', '/0 is everyone'],
  [{ ipRanges: ['::/0'] }, 'ipRanges is "::/0"', '/0 is everyone'],
  [{ ipRanges: ['203.0.113.0/00'] }, 'ipRanges is "203.0.113.0/00"', 'CIDR'],
  [{ ipRanges: ['203.0.113.0/024'] }, 'ipRanges is "203.0.113.0/024"', 'CIDR'],
  [{ ipRanges: ['203.0.113.0/33'] }, '/33', 'CIDR'],
  [{ ipRanges: ['2001:db8::/129'] }, '/129', 'CIDR'],
  [{ ipRanges: ['203.0.113.0/'] }, 'ipRanges is "203.0.113.0/"', 'CIDR'],
  [{ ipRanges: ['203.0.113.0/24/1'] }, '/24/1', 'CIDR'],
  [{ ipRanges: ['203.0.113'] }, '203.0.113', 'CIDR'],
  [{ ipRanges: ['2001:db8::1%eth0'] }, '%eth0', 'CIDR'],
  [{ ipRanges: ['*'] }, '"*"', 'CIDR'],
  [{ ipRanges: [null] }, 'ipRanges is null', 'CIDR'],
  [{ vpcEndpoints: ['vpc-0a1'] }, '"vpc-0a1"', 'the id of a VPC endpoint'],
  [{ vpcs: ['vpc-*'] }, '"vpc-*"', 'the id of a VPC'],
  [{ vpcs: 'vpc-0a1' }, '"vpc-0a1"', 'a list'],
  [{ notAfter: '2027-02-30' }, '2027-02-30', 'ISO 8601'],
  [{ notAfter: '2027-02-29T00:00:00Z' }, '2027-02-29', 'ISO 8601'],
  [{ notAfter: '2027-01-01T00:00:00' }, '2027-01-01T00:00:00', 'with its zone'],
  [{ notAfter: '31.12.2026' }, '31.12.2026', 'ISO 8601'],
  [{ notAfter: 1830297600 }, '1830297600', 'ISO 8601'],
  [{ notAfter: new Date(NaN) }, 'notAfter is ', 'ISO 8601'],
  [{ notAfter: new Date(8.64e15) }, '+275760', 'ISO 8601'],
  [{ notAfter: false }, 'notAfter is false', 'ISO 8601'],
  [{ notAfter: null }, 'notAfter is null', 'ISO 8601'],
  [{ notBefore: '2027-01-01', notAfter: '2027-01-01' }, 'notAfter is "2027-01-01"', 'later than notBefore'],
  [{ notBefore: '2027-01-01T00:00:00.5Z', notAfter: '2027-01-01T00:00:01Z' }, 'notAfter is', 'later than notBefore (2027-01-01T00:00:01Z)'],
  [{ notBefore: '2027-13-01' }, '2027-13-01', 'ISO 8601'],
  [{ mfa: 'true' }, 'mfa is "true"', 'true or false'],
  [{ https: null }, 'https is null', 'true or false'],
  [{ minimumTlsVersion: '1.1' }, '"1.1"', '1.2 or 1.3'],
  [{ minimumTlsVersion: 1.2 }, '1.2', '1.2 or 1.3'],
  [{ userAgents: ['a\nb'] }, '"a\\nb"', 'user agent'],
  [{ userAgents: [''] }, '""', 'user agent'],
  [{ organization: 'o-*' }, '"o-*"', 'the id of an organisation'],
  [{ organization: 'o-short' }, '"o-short"', 'the id of an organisation'],
  [{ organization: ['o-a1b2c3d4e5'] }, '["o-a1b2c3d4e5"]', 'the id of an organisation'],
  [{ users: ['a*'] }, '"a*"', 'the name of a user'],
  [{ users: ['${aws:username}'] }, '${aws:username}', 'the name of a user'],
  [{ users: [] }, 'users is []', 'an empty one would let nobody in'],
  [{ users: 'alice' }, 'users is "alice"', 'a list'],
  [{ users: [''] }, '""', 'the name of a user'],
  [{ users: ['x'.repeat(65)] }, 'xxxx', 'the name of a user'],
  [{ regions: ['eu-*'] }, '"eu-*"', 'an AWS region'],
  [{ regions: ['eu-central-1\n'] }, '"eu-central-1\\n"', 'an AWS region'],
  [{ regions: [] }, 'regions is []', 'an empty one'],
  [{ vpcEndpoints: ['vpce-0a1\n'] }, '"vpce-0a1\\n"', 'the id of a VPC endpoint'],
  [{ vpcEndpoints: [] }, 'vpcEndpoints is []', 'an empty one'],
  [{ ipRanges: ['203.0.113.0/24', '203.0.113.0/24 '] }, '"203.0.113.0/24 "', 'CIDR'],
  [{ ipRanges: ['::ffff:203.0.113.9'] }, '::ffff:203.0.113.9', 'IPv4 address'],
  [{ ipRanges: ['2001:db8::1/64'] }, '2001:db8::1/64', 'bits'],
  [{ ipRanges: ['203.0.113.9/24'] }, '203.0.113.9/24', 'bits'],
])('refuses %j', (when, shown, allowed) => {
  const error = refused(() => grant(untyped(when)));
  expect(error.code).toBe('InvalidCondition');
  expect(error.message).toContain('condition ');
  expect(error.message).toContain(shown);
  expect(error.message).toContain(allowed);
  expect(error.remedy).toMatch(/^correct \w+, or leave it out$/);
});

test('a condition that is none is refused with the one that was probably meant', () => {
  const error = refused(() => grant(untyped({ ipranges: ['203.0.113.0/24'] })));
  expect(error.code).toBe('InvalidCondition');
  expect(error.message).toContain('when has no property "ipranges"; did you mean ipRanges?');
  expect(refused(() => grant(untyped({ constructor: true }))).message).toContain('when has no property "constructor"');
});

test('conditions in a Map are refused: none of them would be read', () => {
  expect(() => grant(new Map([['mfa', true]]) as unknown as AccessConditions)).toThrow('when is an object of a class');
});
