import * as pulumi from '@pulumi/pulumi';
import { accessPlan, decide, existingGroup, githubActionsRole, readAccess, readOnlyPrefix, readWritePrefix, writeOnlyUploader, type AccessState } from '../../src';
import { StorageAccess } from '../../src/pulumi';
import { pulumiRecording } from '../../src/testing';
import { kits, stackOf, withApp } from '../terraform/kit';
import { trustIn } from './trust';

/** A plan with every kind of principal that isn't a user with policies of its own alone. */
const plan = accessPlan({
  users: {
    dana: { grants: [readWritePrefix({ bucket: 'downloads', prefix: '' })], boundary: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] },
    kim: {},
  },
  groups: { engineering: { members: ['kim'], membership: 'additive', grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } },
  roles: {
    ci: {
      trust: [trustIn('aws'), githubActionsRole({ repository: 'acme/x', pullRequest: true, provider: trustIn('aws').provider })],
      grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })],
    },
  },
  existing: [{ principal: existingGroup('auditors'), members: ['kim'], grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }],
});

const table = [
  [{ user: 'dana' }, 's3:GetObject', 'downloads/public/a', 'allow'],
  [{ user: 'dana' }, 's3:PutObject', 'downloads/public/a', 'implicitDeny'],
  [{ user: 'kim' }, 's3:GetObject', 'downloads/public/a', 'allow'],
  [{ user: 'kim' }, 's3:GetObject', 'logs/a', 'allow'],
  [{ user: 'kim' }, 's3:GetObject', 'releases/firmware/a', 'implicitDeny'],
  [{ role: 'ci' }, 's3:PutObject', 'releases/firmware/a', 'allow'],
  [{ role: 'ci' }, 's3:PutObject', 'releases/firmware-old/a', 'implicitDeny'],
] as const;

const answers = (state: AccessState) => table.map(([principal, action, resource]) => (
  [principal, action, resource, decide(state, { principal, action, resource: `arn:aws:s3:::${resource}` }).effect]
));

test.each(kits)('what %s synthesizes reads back as the same access', (_, kit) => {
  withApp(kit, (app) => {
    const stack = stackOf(kit, app);
    new kit.StorageAccess(stack, 'access', { plan });
    expect(answers(readAccess(JSON.parse(kit.Testing.synth(stack, true)) as object))).toEqual(table);
  });
});

test('what Pulumi registers reads back as the same access', async () => {
  const recording = pulumiRecording();
  await pulumi.runtime.setMocks(recording.mocks, 'proj', 'dev');
  new StorageAccess('access', { plan });
  await pulumi.runtime.disconnect();
  expect(answers(readAccess({ steps: recording.steps }))).toEqual(table);
});
