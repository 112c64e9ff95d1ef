import {
  accessPlan, cephRgw, compareAccess, decide, enforceHttps, minio, perUserHomeFolder, readAccess, readOnlyPrefix, renderAccess, writeOnlyUploader,
  type AccessState, type RenderedAccess,
} from '../../src';
import { planVerification, verifyAccess, type VerifyOptions, type VerifyPlan, type VerifyReport } from '../../src/verify';
import { questionsOf } from '../../src/verify/derive/question';
import { runs } from '../runs';
import { PEOPLE } from '../verify/stacks';
import { DESIGNS, designsOn, MUTATIONS, type Design } from './designs';
import { MC, MINIO, MinioServer } from './minio';
import { hasRgw, Rgw } from './rgw';
import { describeWith, isInstalled } from './tools';

/** How many designs each server gets; MinIO takes seconds over one. */
const ON_RGW = DESIGNS || runs(100);
const ON_MINIO = DESIGNS || runs(50, 5);

const STAFF = ['upload', 'dana', 'lee'];
const BUCKETS = ['releases', 'shared', 'downloads'];
const wrong = ({ results }: VerifyReport) => results.filter(({ outcome: { kind } }) => kind === 'disagrees' || kind === 'noAnswer');

/** What of a plan another state answers otherwise, and some of the rest. */
function sharpened(plan: VerifyPlan, other: AccessState): VerifyPlan {
  const cases = plan.cases.filter((one) => one.id % 12 === 0 || questionsOf(one, {}).every((question) => decide(other, question).allowed) !== (one.expected === 'allow'));
  const ids = new Set(cases.map(({ id }) => id));
  return { ...plan, cases, seeds: plan.seeds.filter((seed) => seed.cases.some((id) => ids.has(id))) };
}

/** Counts what servers answered, for one line at the end. */
class Tally {
  private agreed = 0;
  private untried = new Map<string, number>();

  public add({ results, plan: { notTried } }: VerifyReport): void {
    this.agreed += results.filter(({ outcome }) => outcome.kind === 'agrees').length;
    for (const { outcome } of results) if (outcome.kind === 'notTried') this.count(outcome.reason);
    for (const { reason } of notTried) this.count(reason);
  }

  public said(server: string, designs: number): string {
    const reasons = [...this.untried].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${count}: ${reason}`);
    return [`${server}: ${designs} designs, ${this.agreed} requests answered as decided, none otherwise; not tried:`, ...reasons].join('\n  ');
  }

  private count(reason: string): void {
    this.untried.set(reason, (this.untried.get(reason) ?? 0) + 1);
  }
}

describeWith({ 'Ceph RADOS Gateway (test/e2e/rgw-up.sh fetch)': hasRgw() })('designs on a real Ceph RADOS Gateway', () => {
  let rgw: Rgw;
  const platform = cephRgw({ endpoint: 'https://rgw.store.example' });
  const options = (users: readonly string[]): VerifyOptions => {
    const { endpoints, ca, keys } = rgw.access;
    const credentials = new Map([...keys].filter(([name]) => name === 'owner' || users.includes(name)).map(([name, { id, secret }]) => [name, { accessKeyId: id, secretAccessKey: secret }]));
    return { endpoint: endpoints, ca, credentials, owner: 'owner', tenant: '123456789012', concurrency: 8, limit: 60 };
  };

  beforeAll(async () => {
    rgw = Rgw.start();
    for (const name of [...PEOPLE, ...STAFF]) rgw.makeUser(name);
    for (const bucket of BUCKETS) await rgw.own('PUT', `/${bucket}`);
  }, 120_000);
  afterAll(() => rgw?.stop());

  test('random designs are answered as decided', async () => {
    const tally = new Tally();
    const designs = designsOn(platform, ON_RGW);
    for (const { number, rendered } of designs) {
      await rgw.deploy(rendered);
      const report = await verifyAccess(readAccess(rendered), options(PEOPLE));
      await rgw.clear(rendered);
      expect([number, wrong(report)]).toEqual([number, []]);
      tally.add(report);
    }
    console.log(tally.said('Ceph RGW', designs.length));
  }, 60_000 + ON_RGW * 10_000);

  describe('mutations', () => {
    const stack = renderAccess(accessPlan({
      platform,
      users: {
        upload: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] },
        dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'firmware/' })] },
        lee: {},
      },
      groups: { engineering: { members: ['dana', 'lee'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
      buckets: { releases: { guards: [enforceHttps()] } },
    }));
    const before = readAccess(stack);
    test.each(MUTATIONS.map((one) => [one.name, one] as const))('%s: the tier goes red, the server answers by the changed policies, and compareAccess says which way', async (_, { change, verdict }) => {
      const changed: RenderedAccess = change(stack);
      const after = readAccess(changed);
      expect(compareAccess(before, after).verdict).toBe(verdict);
      await rgw.deploy(changed);
      const all = { ...options(STAFF), limit: 2000 };
      const red = await verifyAccess(before, all, sharpened(planVerification(before, all), after));
      const green = await verifyAccess(after, all, sharpened(planVerification(after, all), before));
      await rgw.clear(stack);
      expect(wrong(green)).toEqual([]);
      const flips = new Set(wrong(red).map(({ case: { expected } }) => (expected === 'deny' ? 'gained' : 'lost')));
      expect(flips).toEqual(new Set(verdict === 'both' ? ['gained', 'lost'] : [verdict]));
    }, 60_000);
  });
});

describeWith({ minio: isInstalled(MINIO, '--version'), mc: isInstalled(MC, '--version') })('designs on a real MinIO', () => {
  let server: MinioServer;

  beforeAll(async () => {
    server = await MinioServer.start();
    for (const bucket of BUCKETS) await server.mc('mb', `root/${bucket}`);
  });
  afterAll(() => server?.stop());

  const deploy = async ({ rendered: { users, groups } }: Design): Promise<void> => {
    for (const { name, policies } of users) await server.give(name, policies.map(({ json }) => json));
    for (const { name, members, policies } of groups) await server.giveGroup(name, members.map((member) => (typeof member === 'string' ? member : member.name)), policies.map(({ json }) => json));
  };

  test('random designs are answered as decided', async () => {
    const tally = new Tally();
    const designs = designsOn(minio({ scope: 'acme-storage' }), ON_MINIO);
    for (const design of designs) {
      await deploy(design);
      const credentials = new Map([...server.keys('root', ...PEOPLE)].map(([name, { id, secret }]) => [name, { accessKeyId: id, secretAccessKey: secret }]));
      const report = await verifyAccess(readAccess(design.rendered), { endpoint: server.url, credentials, owner: 'root', concurrency: 8, limit: 60 });
      expect([design.number, wrong(report), report.left]).toEqual([design.number, [], []]);
      tally.add(report);
    }
    console.log(tally.said('MinIO', designs.length));
  }, 60_000 + ON_MINIO * 10_000);
});
