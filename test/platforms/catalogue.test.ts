import { AccessError, accessPlan, renderAccess, type Platform } from '../../src';
import { rows, type Row } from './matrix';
import { platforms } from './platforms';

/** Those whose own tests don't hold every option of every grant and guard; those of AWS, MinIO, Relayer and Ceph do. */
const given = platforms.filter(({ name }) => ['active-scale', 'selectel', 'delta-glider'].includes(name));

/** What a platform is given of a row, document by document and what is said of it; or the refusal, word for word. */
function delivered({ plans }: Row, platform: Platform): readonly string[] | string {
  const refusals: AccessError[] = [];
  for (const [, plan] of plans) {
    try {
      const { users, buckets } = renderAccess(accessPlan({ platform, ...plan }));
      return [...users.flatMap(({ policies }) => policies), ...buckets].flatMap(({ json, diagnostics }) => [json, ...diagnostics]);
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
