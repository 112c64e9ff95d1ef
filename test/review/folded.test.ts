import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { array, assert, constantFrom, integer, property, uniqueArray } from 'fast-check';
import { REVIEW_FORMATS } from '../../src/report/review';
import { locationKey, locationOf } from '../../src/report/review/access-map';
import { mapColumns, MOST_COLUMNS } from '../../src/report/review/fold-locations';
import type { AccessStateJson } from '../../src/state';
import { CHROMIUM, Page } from './chromium';
import { policy, review } from './states';

const gets = (...folders: readonly string[]) => policy({ Action: 's3:GetObject', Resource: folders.map((folder) => `arn:aws:s3:::${folder}/*`) });
const users = (count: number, policies: (name: string) => readonly object[]): NonNullable<AccessStateJson['users']> => Object.fromEntries(
  Array.from({ length: count }, (_, index) => `user-${String(index).padStart(4, '0')}`).map((name) => [name, { policies: policies(name) }]),
);
const state = (held: AccessStateJson['users']): AccessStateJson => ({ account: '111122223333', users: held });

describe('2,000 new users with a folder of their own', () => {
  const COUNT = 2_000;
  const own = (name: string) => [{
    Version: '2012-10-17',
    Statement: [
      { Sid: 'List', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::bucket', Condition: { StringLike: { 's3:prefix': `home/${name}/*` } } },
      { Sid: 'Objects', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: `arn:aws:s3:::bucket/home/${name}/*` },
    ],
  }];
  let page: string;
  beforeAll(() => { page = REVIEW_FORMATS.html(review(state({}), state(users(COUNT, own)))); }, 240_000);

  test('issue 17 D: the page grows with its users, not with their square, and stays under 2 MB', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    expect(page.slice(page.indexOf('<table'), page.indexOf('</table>')).length).toBeLessThan(COUNT * 500);
    expect(page.match(/<th scope="col"/g)).toHaveLength(3);
  });

  test('each of them has a row, a cell that names the folder, and every change', () => {
    const articles = new Map([...page.matchAll(/<article id="(change-\d+)"[^]*?<\/article>/g)].map(([text, id]) => [id, text]));
    expect(articles.size).toBe(2 * COUNT);
    const rows = new Map([...page.matchAll(/<tr data-text="(user user-\d{4}) .*/g)].map(([text, name]) => [name, text]));
    expect(rows.size).toBe(COUNT);
    for (const name of Object.keys(users(COUNT, own))) {
      const row = rows.get(`user ${name}`) ?? '';
      expect(row).toContain(`bucket/home/${name}/" data-state="gained changed"`);
      const [, id] = new RegExp(`href="#(change-\\d+)"><i>\\+</i> ${name}/ `).exec(row) ?? [];
      for (const part of [`s3:GetObject on bucket/home/${name}/`, `after: user ${name}, policy 1, statement Objects<`]) expect(articles.get(id)).toContain(part);
    }
  });

  test('the page says what was folded, and how many', () => {
    expect(page).toContain('<p>2000 places are folded into 1 column, since a column each would be too many: <code>bucket/home/…</code> (2000).');
    expect(page).toContain('<th scope="col" data-text="bucket/home/…"><span>bucket/home/…</span> (2000 places)</th>');
  });
});

describe('columns', () => {
  const name = constantFrom('a', 'b', 'c', 'd*', '…');
  const place = array(name, { minLength: 1, maxLength: 4 }).map(([bucket, ...folders]) => locationOf(`arn:aws:s3:::${bucket}/${[...folders, '*'].join('/')}`));
  const cell = place.map((one) => ({ location: one, changes: [], state: 'same' as const }));
  const rows = array(uniqueArray(cell, { selector: ({ location: at }) => locationKey(at) }), { maxLength: 30 })
    .map((all) => all.map((cells, index) => ({ principal: `user ${index}`, cells })));
  const placesOf = (all: ReadonlyArray<{ readonly cells: ReadonlyArray<{ readonly location: ReturnType<typeof locationOf> }> }>) => (
    [...new Map(all.flatMap(({ cells }) => cells.map((one) => [locationKey(one.location), one.location] as const))).values()]
  );

  test('are no more than asked for where places have siblings, and every cell is in one that its place is in', () => {
    assert(property(rows, integer({ min: 6, max: 20 }), (all, most) => {
      const places = placesOf(all);
      const { columns, cellsOf } = mapColumns(places, all, most);
      expect(columns.length).toBeLessThanOrEqual(Math.min(most, places.length));
      expect(columns.reduce((sum, column) => sum + column.locations, 0)).toBe(places.length);
      for (const column of columns) expect(column.locations > 1).toBe(column.folder !== undefined);
      for (const row of all) {
        const found = [...cellsOf(row)];
        expect(new Set(found.flatMap(([, cells]) => cells))).toEqual(new Set(row.cells));
        expect(found.flatMap(([, cells]) => cells)).toHaveLength(row.cells.length);
        for (const [number, cells] of found) {
          for (const key of cells.map((one) => locationKey(one.location))) expect(key.startsWith(columns[number].folder ?? key)).toBe(true);
        }
      }
    }));
  });

  test('a place of many principals stands by itself among those of one each', () => {
    const all = Array.from({ length: 100 }, (_, index) => ({
      principal: `user ${index}`,
      cells: ['h/home/shared', `h/home/${index}`, 'logs'].map((path) => ({ location: locationOf(`arn:aws:s3:::${path}/*`), changes: [], state: 'same' as const })),
    }));
    expect(mapColumns(placesOf(all), all).columns.map(({ label }) => label).sort()).toEqual(['h/home/shared/', 'h/home/…', 'logs']);
  });

  test('many buckets of one principal each share one', () => {
    const one = (index: number) => ({ location: locationOf(`arn:aws:s3:::b${index}/*`), changes: [], state: 'same' as const });
    const all = Array.from({ length: 100 }, (_, index) => ({ principal: `user ${index}`, cells: [one(index)] }));
    expect(mapColumns(placesOf(all), all).columns).toEqual([{ label: '…', locations: 100, folder: '' }]);
  });

  test('few stand as they are', () => {
    const one = (index: number) => ({ location: locationOf(`arn:aws:s3:::b/${index}/*`), changes: [], state: 'same' as const });
    const all = [{ principal: 'user a', cells: Array.from({ length: MOST_COLUMNS }, (_, index) => one(index)) }];
    const { columns } = mapColumns(placesOf(all), all);
    expect(columns.map(({ label, folder }) => [label, folder])).toEqual(all[0].cells.map(({ location: at }) => [locationKey(at), undefined]));
  });
});

const HOSTILE = '<img src=x>';
const base = users(70, (name) => [gets(`bucket/home/of-${name}`)]);
const mixed = review(
  state({
    ...base,
    keeps: { policies: [gets('bucket/home/kept')] },
    swaps: { policies: [gets('bucket/home/old1', 'bucket/home/old2')] },
    goes: { policies: [gets('bucket/home/gone')] },
    leaver: { policies: [gets('bucket/home/left')] },
  }),
  state({
    ...users(70, (name) => [gets(`bucket/home/of-${name}`, 'shared/docs')]),
    keeps: { policies: [gets('bucket/home/kept')] },
    swaps: { policies: [gets('bucket/home/new', 'bucket/home/old2')] },
    hostile: { policies: [gets(`bucket/home/${HOSTILE}`)] },
    goes: {},
    leaver: {},
  }),
  [{ change: 'lost', principal: 'user leaver', actions: ['*'], resources: ['*'], reason: 'left', expires: '2999-12-31' }],
);

describe('a mixed map', () => {
  const page = REVIEW_FORMATS.html(mixed);
  const row = (name: string) => page.split('\n').find((line) => line.includes(`<th scope="row">user ${name}</th>`)) ?? '';

  test.each([
    ['keeps', '<td class="same">kept/ <span class="verb kept" title="read: yes">R</span></td>'],
    ['goes', 'aria-label="user goes on bucket/home/gone/: lost"><i>−</i> gone/ '],
    ['leaver', 'aria-label="user leaver on bucket/home/left/: lost, accepted"><i>✓</i> left/ '],
    ['swaps', '<td class="both"><a '],
    ['swaps', '"><i>±</i> <span title="new/, old1/, old2/">3 places</span> '],
    ['user-0007', 'aria-label="user user-0007 on shared/docs/: gained"'],
    ['user-0007', '<td class="same">of-user-0007/ '],
    ['hostile', '<i>+</i> &#60;img src=x&#62;/ '],
  ])('%s', (name, expected) => {
    expect(row(name)).toContain(expected);
  });
});

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;

inBrowser(`a folded map in a real browser${CHROMIUM === undefined ? ' (skipped: no chromium, set CHROMIUM to its path)' : ''}`, () => {
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bucket-grants-folded-'));
    writeFileSync(join(folder, 'report.html'), REVIEW_FORMATS.html(mixed));
    page = await Page.open(CHROMIUM ?? '');
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  });
  afterAll(async () => {
    await page.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = () => page.evaluate<string[]>("[...document.querySelectorAll('#access-map tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent)");
  const type = (text: string) => page.evaluate(`(() => { const box = document.getElementById('search'); box.value = ${JSON.stringify(text)}; box.dispatchEvent(new Event('input')); })()`);
  const show = (value: string) => page.evaluate(`document.querySelector('input[value=${value}]').click()`);

  test('search finds principals and folded folders, and filters their changes', async () => {
    await show('all');
    await type('user-0042');
    expect(await shown()).toEqual(['user user-0042']);
    await type('bucket/home/kept');
    expect(await shown()).toEqual(['user keeps']);
    await type('bucket/home/');
    expect(await shown()).toHaveLength(mixed.map.rows.length);
    await type('');
    await show('lost');
    expect(new Set(await shown())).toEqual(new Set(['user goes', 'user swaps']));
  });

  test('a cell of several places opens to all their changes by keyboard, and gives the focus back', async () => {
    await page.evaluate("[...document.querySelectorAll('#access-map td.both a')][0].focus()");
    await page.press('Enter', 13);
    const text = await page.evaluate<string>("document.getElementById('opened').textContent");
    for (const part of ['user swaps on 3 places in bucket/home/…: ', 'bucket/home/new/*', 'bucket/home/old1/*']) expect(text).toContain(part);
    await page.press('Escape', 27);
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toMatch(/^user swaps on 3 places/);
  });
});
