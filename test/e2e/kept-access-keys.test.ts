import { activeScale, existingUser } from '../../src';
import { kits, withApp, type Kit, type Stack, type Synthesized } from '../terraform/kit';
import { Shadow } from './shadow-plan';
import { describeWith, isInstalled } from './tools';

const store = { version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' } as const;

/** Deploys programs one after the other in one state; hands back what terraform said to each. */
function deployed(kit: Kit, deleteAccessKey: boolean, ...programs: ReadonlyArray<(stack: Stack) => void>) {
  const [first, ...next] = programs.map((program) => withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    new kit.StorageProvider(stack, 'store', { platform: activeScale({ ...store, deleteAccessKey }) });
    program(stack);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  }));
  const shadow = new Shadow(first);
  try {
    return [shadow.apply(), ...next.map((stack) => {
      shadow.become(stack);
      return shadow.apply();
    })];
  } finally {
    shadow.remove();
  }
}

type AccessKeys = ConstructorParameters<Kit['StorageUser']>[2] extends infer Props ? NonNullable<Props> extends { accessKeys?: infer Keys } ? Keys : never : never;

describeWith({ 'terraform on the PATH': isInstalled('terraform', 'version') })('where access keys can\'t be deleted, the real terraform', () => {
  describe.each(kits)('%s', (_engine, kit) => {
    const dana = (...accessKeys: ReadonlyArray<NonNullable<AccessKeys>[number]>) => (stack: Stack) => new kit.StorageUser(stack, 'dana', { accessKeys });
    const OLD = '2026-05';
    const NEW = '2026-11';

    test('adds a generation and suspends one, and refuses to remove one', () => {
      const [made, added, suspended, removed, again] = deployed(kit, false,
        dana(OLD), dana(OLD, NEW), dana({ generation: OLD, status: 'Inactive' }, NEW), dana(NEW), dana({ generation: OLD, status: 'Inactive' }, NEW));
      expect([made, added, suspended, again].map(({ refused }) => refused)).toEqual([undefined, undefined, undefined, undefined]);
      expect(added.text).toContain('terraform_data.access_keys_that_cannot_be_deleted["dana/2026-11"]: Creation complete');
      expect(suspended.text).toContain('1 changed, 0 destroyed');
      expect(removed.refused?.replace(/\s+/g, ' ')).toContain('Instance cannot be destroyed');
      expect(removed.refused?.replace(/\s+/g, ' ')).toContain('Resource terraform_data.access_keys_that_cannot_be_deleted["dana/2026-05"] has lifecycle.prevent_destroy set');
      expect(again.text).toContain('0 added, 0 changed, 0 destroyed');
    });

    test('refuses also to remove the user with its keys, a grant with its user, and a key of a user who exists', () => {
      const all = (stack: Stack) => {
        dana(OLD)(stack);
        new kit.WriteOnlyUploader(stack, 'ci', { bucket: 'releases', prefix: '' });
        new kit.AccessKey(stack, 'lee-key', { user: existingUser('lee'), generation: NEW });
      };
      const [made, none] = deployed(kit, false, all, () => undefined);
      expect(made.refused).toBeUndefined();
      for (const key of ['dana/2026-05', 'ci/1', 'lee/2026-11']) expect(none.refused).toContain(`access_keys_that_cannot_be_deleted["${key}"]`);
    });

    test('refuses what would make a key anew', () => {
      const [made, replaced] = deployed(kit, false, dana(OLD), (stack) => new kit.StorageUser(stack, 'dana', { name: 'dana-2', accessKeys: [OLD] }));
      expect(made.refused).toBeUndefined();
      expect(replaced.refused).toContain('access_keys_that_cannot_be_deleted["dana/2026-05"]');
    });

    test('removes one where the user said that it works', () => {
      const [made, removed] = deployed(kit, true, dana(OLD, NEW), dana(NEW));
      expect([made.refused, removed.refused]).toEqual([undefined, undefined]);
      expect(made.text).not.toContain('cannot_be_deleted');
      expect(removed.text).toContain('1 destroyed');
    });
  });
});
