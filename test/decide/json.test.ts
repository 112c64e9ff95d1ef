import { compileState, decide } from '../../src/decide';
import { readAccess } from '../../src/state/read-access';

const json = {
  account: '111122223333',
  users: {
    dana: {
      groups: ['engineering'],
      tags: { team: 'red' },
      policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/${aws:PrincipalTag/team}/*' } }],
    },
  },
  groups: { engineering: { policies: [{ Version: '2012-10-17', Statement: [{ Sid: 'Home', Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::shared/home/${aws:username}/*' }] }] } },
  roles: { app: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }], boundary: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }] } } },
  buckets: { shared: { policy: { Version: '2012-10-17', Statement: [{ Sid: 'Https', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::shared', 'arn:aws:s3:::shared/*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] } } },
};

test.each([
  [{ user: 'dana' }, 's3:GetObject', 'downloads/red/a', {}, 'allow'],
  [{ user: 'dana' }, 's3:GetObject', 'downloads/blue/a', {}, 'implicitDeny'],
  [{ user: 'dana' }, 's3:PutObject', 'shared/home/dana/a', {}, 'allow'],
  [{ user: 'dana' }, 's3:PutObject', 'shared/home/lee/a', {}, 'implicitDeny'],
  [{ user: 'dana' }, 's3:PutObject', 'arn:aws:s3:::shared/home/dana/a', { 'aws:SecureTransport': false }, 'explicitDeny'],
  [{ role: 'app' }, 's3:GetObject', 'shared/x', {}, 'allow'],
  [{ role: 'app' }, 's3:PutObject', 'shared/x', {}, 'implicitDeny'],
  [{ arn: 'arn:aws:iam::111122223333:user/dana' }, 's3:GetObject', 'downloads/red/a', {}, 'allow'],
  ['anonymous' as const, 's3:GetObject', 'shared/x', {}, 'implicitDeny'],
] as const)('a state in plain JSON: %o %s %s %o is %s', (principal, action, resource, context, effect) => {
  expect(decide(json, { principal, action, resource, context }).effect).toBe(effect);
  expect(decide(readAccess(json), { principal, action, resource, context }).effect).toBe(effect);
});

test('a state is compiled once', () => {
  expect(compileState(json)).toBe(compileState(json));
  const read = readAccess(json);
  const compiled = compileState(read);
  expect(compileState(read)).toBe(compiled);
  for (let i = 0; i < 10; i++) compileState(readAccess(json));
  expect(compileState(read)).toBe(compiled);
  expect(compileState(compiled)).toBe(compiled);
});
