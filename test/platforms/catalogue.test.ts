import { AccessError, accessPlan, aws, renderAccess, type Platform } from '../../src';
import { bucketGuardsOn, delivery, grantsOn, guardsOn } from './deliveries';
import { unlike } from './difference';
import { rows, type Row } from './matrix';
import { platforms } from './platforms';

/** Those whose own tests don't hold every option of every grant and guard; those of AWS, MinIO, Relayer and Ceph do. */
const given = platforms.filter(({ name }) => ['active-scale', 'selectel', 'delta-glider'].includes(name));

/** What AWS is given of each row, at each place; test/platforms/difference.test.ts has it. */
const ofAws = {
  grant: { user: new Map(grantsOn(aws())), bucket: new Map() },
  guard: { user: new Map(guardsOn(aws())), bucket: new Map(bucketGuardsOn(aws())) },
};

/** What a platform is given of a row, by how it differs from AWS, and what is said of it; or the refusal, word for word. */
function delivered({ kind, construct, option, plans }: Row, platform: Platform): unknown {
  const refusals: AccessError[] = [];
  for (const [on, plan] of plans) {
    try {
      const { users, buckets } = renderAccess(accessPlan({ platform, ...plan }));
      const documents = [...users.flatMap(({ policies }) => policies), ...buckets];
      return documents.map((document) => unlike(delivery(() => document), ofAws[kind][on].get(construct)?.[option] ?? ''));
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      refusals.push(error);
    }
  }
  // that a guard makes no sense on somebody says less than why it can't be on the bucket
  const told = refusals.filter(({ code }) => code !== 'WrongGuardTarget');
  return told[told.length - 1].message;
}

const constructs = [...new Set(rows.map(({ construct }) => construct))];

describe.each(given.map((platform) => [platform.title, platform] as const))('on %s', (_title, platform) => {
  test.each(constructs)('%s, with each of its options, is delivered so or refused so', (construct) => {
    const options = rows.filter((row) => row.construct === construct);
    expect(Object.fromEntries(options.map((row) => [row.option, delivered(row, platform)]))).toMatchSnapshot();
  });
});
