import { compiledFile } from '../compiled';
import { Provider } from './provider';

let provider: Provider;
beforeAll(async () => {
  provider = await Provider.start([compiledFile('src/pulumi-provider/main.ts')]);
});
afterAll(() => provider.stop());

test('try', async () => {
  const answer = await provider.construct({
    type: 'StorageAccess', name: 'access',
    inputs: {
      users: { ci: { grants: [{ writeOnlyUploader: { bucket: 'releases', prefix: 'a/' } }], accessKeys: ['2026-11'] } },
      buckets: { releases: { guards: [{ enforceHttps: {} }] } },
    },
  });
  console.log(JSON.stringify(answer, null, 1), provider.logs);
});
