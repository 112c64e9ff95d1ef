import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REVIEW_FORMATS } from '../../src/report/review';
import { CHROMIUM, Page } from './chromium';
import { after, before, HOSTILE, policy, review } from './states';

const changed = review(before, { ...after, users: { ...after.users, [HOSTILE]: { policies: [policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/docs/*' })] } } }, [{
  change: 'lost', principal: 'user old', actions: ['*'], resources: ['*'], reason: 'left the company', expires: '2999-12-31',
}]);

/** Where pictures go for people to look at. */
const pictures = process.env.REVIEW_PICTURES;

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;

inBrowser(`the HTML report in a real browser${CHROMIUM === undefined ? ' (skipped: no chromium, set CHROMIUM to its path)' : ''}`, () => {
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bucket-grants-report-'));
    writeFileSync(join(folder, 'report.html'), REVIEW_FORMATS.html(changed));
    page = await Page.open(CHROMIUM ?? '');
    await page.send('Emulation.setDeviceMetricsOverride', { width: 1200, height: 1400, deviceScaleFactor: 1, mobile: false });
  });

  beforeEach(async () => {
    await page.send('Emulation.setEmulatedMedia', { media: '', features: [] });
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  });

  afterAll(async () => {
    await page.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const shownRows = () => page.evaluate<string[]>("[...document.querySelectorAll('#access-map tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent)");
  const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName");
  const type = (text: string) => page.evaluate(`(() => { const box = document.getElementById('search'); box.value = ${JSON.stringify(text)}; box.dispatchEvent(new Event('input')); })()`);
  const show = (value: string) => page.evaluate(`document.querySelector('input[value=${value}]').click()`);

  test('asks nothing of anybody, and breaks neither its own policy nor anything else', async () => {
    const requests = page.events.filter(({ method }) => method === 'Network.requestWillBeSent').map(({ params }) => (params?.request as { url: string }).url);
    expect(requests).toEqual([pathToFileURL(join(folder, 'report.html')).href]);
    expect(page.events.filter(({ method }) => method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown')).toEqual([]);
    expect(await page.evaluate("document.querySelectorAll('[style],[onclick],[onerror],[src]').length")).toBe(0);
  });

  test('its policy stops a script and a style that are not its own', async () => {
    await page.evaluate("{ const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); document.body.setAttribute('onclick', 'window.ran = 2'); document.body.click(); }");
    expect(await page.evaluate('window.ran ?? 0')).toBe(0);
  });

  test('has a row for each principal, a column for each place, and a cell that opens for each place that changed', async () => {
    await show('all');
    const { rows, locations: places } = changed.map;
    expect(await page.evaluate("[...document.querySelectorAll('#access-map thead th')].length")).toBe(places.length + 1);
    expect(await shownRows()).toHaveLength(rows.length);
    const links = rows.flatMap(({ cells }) => cells).filter(({ changes }) => changes.length > 0).length;
    expect(await page.evaluate("document.querySelectorAll('#access-map td a').length")).toBe(links);
    expect(await page.evaluate("[...document.querySelectorAll('#access-map td a')].every((link) => document.querySelector(link.getAttribute('href')))")).toBe(true);
  });

  test('a hostile name is text', async () => {
    expect(await page.evaluate("document.querySelectorAll('img, main script').length")).toBe(0);
    expect((await shownRows()).filter((name) => name.includes('<img src=x onerror=alert(1)>'))).toHaveLength(1);
  });

  test('search finds principals, places and actions', async () => {
    await type('dana');
    expect(await shownRows()).toEqual(['user dana']);
    await type('abort');
    expect(await shownRows()).toEqual(['user ci']);
    await type('S3:AbortMultipart');
    expect(await shownRows()).toEqual(['user ci']);
    await type('nothing like it');
    expect(await shownRows()).toEqual([]);
    expect(await page.evaluate("document.getElementById('shown').textContent")).toMatch(/^0 of \d+ principals$/);
  });

  test('filters show what was gained, lost and accepted', async () => {
    await show('accepted');
    expect(await shownRows()).toEqual(['user old']);
    await show('lost');
    expect(await shownRows()).toEqual([]);
    await show('gained');
    expect(await shownRows()).not.toContain('user old');
    expect(await page.evaluate("[...document.querySelectorAll('article.change.accepted')].some((change) => change.checkVisibility())")).toBe(false);
  });

  test('by keyboard: a cell opens to its statements and its example, and gives the focus back', async () => {
    await page.evaluate("[...document.querySelectorAll('#access-map td a')].find((link) => link.getAttribute('aria-label').startsWith('user dana on releases:')).focus()");
    await page.press('Enter', 13);
    const opened = "document.getElementById('opened')";
    expect(await page.evaluate(`${opened}.open`)).toBe(true);
    const text = await page.evaluate<string>(`${opened}.textContent`);
    for (const part of ['user dana on releases', '203.0.113.0/24', '"Sid": "Reads"', 'denied before, allowed after']) expect(text).toContain(part);
    if (pictures !== undefined) writeFileSync(join(pictures, 'opened.png'), await page.screenshot());
    await page.press('Escape', 27);
    expect(await page.evaluate(`${opened}.open`)).toBe(false);
    expect(await focused()).toMatch(/^user dana on releases:/);
    await page.press('ArrowLeft', 37);
    expect(await focused()).toMatch(/^user dana on homes/);
    await page.press('ArrowDown', 40);
    expect(await focused()).toMatch(/^user lee on homes/);
  });

  test('everything can be reached with the tab key', async () => {
    const reached = new Set<string>();
    await page.evaluate('document.body.focus()');
    for (let step = 0; step < 30; step++) {
      await page.press('Tab', 9);
      reached.add(await focused());
    }
    const labels = await page.evaluate<string[]>("[...document.querySelectorAll('#access-map td a')].filter((link) => link.checkVisibility()).map((link) => link.getAttribute('aria-label'))");
    expect([...reached]).toEqual(expect.arrayContaining(['INPUT', ...labels]));
  });

  test.each(['light', 'dark'])('in %s, all text can be read: a contrast of 4.5 at least', async (scheme) => {
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    const faint = await page.evaluate<string[]>(`(() => {
      const parts = (colour) => { const found = colour.match(/[\\d.]+/g).map(Number); return found.length === 3 ? [...found, 1] : found; };
      const luminance = (colour) => { const [r, g, b] = colour.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const behind = (element) => { for (let at = element; at; at = at.parentElement) { const found = parts(getComputedStyle(at).backgroundColor); if (found[3] > 0) return found; } return [255, 255, 255, 1]; };
      const mix = (front, back, share) => front.map((v, index) => v * share + back[index] * (1 - share));
      return [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')).flatMap((element) => {
        const style = getComputedStyle(element);
        const back = behind(element);
        const [one, other] = [luminance(mix(parts(style.color).slice(0, 3), back, Number(style.opacity))), luminance(back.slice(0, 3))];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return contrast >= 4.5 ? [] : [element.tagName + '.' + element.className + ' ' + contrast.toFixed(2)];
      });
    })()`);
    expect(faint).toEqual([]);
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)');
    const picture = await page.screenshot();
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 1400]);
    if (pictures !== undefined) writeFileSync(join(pictures, `${scheme}.png`), picture);
  });

  test('nothing is wider than the window, also on a telephone', async () => {
    for (const width of [1200, 400]) {
      await page.send('Emulation.setDeviceMetricsOverride', { width, height: 1400, deviceScaleFactor: 1, mobile: false });
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
      if (pictures !== undefined && width === 400) writeFileSync(join(pictures, 'narrow.png'), await page.screenshot());
    }
    await page.send('Emulation.setDeviceMetricsOverride', { width: 1200, height: 1400, deviceScaleFactor: 1, mobile: false });
  });

  test('issue 17 D: the legend is in sight on a telephone, while the map is', async () => {
    await page.send('Emulation.setDeviceMetricsOverride', { width: 390, height: 800, deviceScaleFactor: 1, mobile: true });
    await show('all');
    for (const top of ['#map', '#access-map tbody tr:last-child']) {
      await page.evaluate(`document.querySelector('${top}').scrollIntoView({ block: '${top === '#map' ? 'start' : 'center'}' })`);
      const out = await page.evaluate<readonly object[]>(`(() => {
        const boxes = [...document.querySelectorAll('.key li, .key p')].map((one) => one.getBoundingClientRect().toJSON());
        return boxes.filter(({ top, bottom, left, right }) => top < 0 || bottom > 800 || left < 0 || right > 390);
      })()`);
      expect([top, out]).toEqual([top, []]);
    }
    if (pictures !== undefined) writeFileSync(join(pictures, 'telephone.png'), await page.screenshot());
    await page.send('Emulation.setDeviceMetricsOverride', { width: 1200, height: 1400, deviceScaleFactor: 1, mobile: false });
  });

  test('issue 17 D: what the whole of each state holds is said', async () => {
    expect(await page.evaluate("document.querySelector('.totals').textContent")).toMatch(/^In all: \d+ users \(\d+ before\), 1 group, 2 buckets, \d+ policies/);
  });

  test.each(['light', 'dark'])('issue 17 D: what is gained is red and not green, %s', async (scheme) => {
    await page.send('Emulation.setEmulatedMedia', { media: '', features: [{ name: 'prefers-color-scheme', value: scheme }] });
    const color = await page.evaluate<string>("getComputedStyle(document.querySelector('.counts .gained')).color");
    const [red, green] = (/rgb\((\d+), (\d+)/.exec(color) ?? []).slice(1).map(Number);
    expect([color, red > green]).toEqual([color, true]);
  });

  test('issue 17 D: 2,000 principals are seen within 2 seconds', async () => {
    const users = (...actions: readonly string[]) => ({
      users: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`user-${index}`, { policies: [policy({ Action: actions, Resource: `arn:aws:s3:::home/user-${index}/*` })] }])),
    });
    const large = REVIEW_FORMATS.html(review(users('s3:GetObject'), users('s3:GetObject', 's3:PutObject')));
    expect(Buffer.byteLength(large)).toBeLessThan(2_000_000);
    writeFileSync(join(folder, 'large.html'), large);
    await page.goto(pathToFileURL(join(folder, 'large.html')).href);
    const seen = await page.evaluate<number>(`new Promise((done) => {
      const look = () => { const [paint] = performance.getEntriesByName('first-contentful-paint'); paint ? done(paint.startTime) : setTimeout(look, 50); };
      look();
    })`);
    expect(seen).toBeLessThan(2000);
    expect(await page.evaluate("document.querySelectorAll('#access-map tbody tr').length")).toBe(2000);
  }, 240_000);

  test('prints without its tools and with the whole map, on white also when it was dark', async () => {
    await page.send('Emulation.setEmulatedMedia', { media: 'print', features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    expect(await page.evaluate("getComputedStyle(document.querySelector('.tools')).display")).toBe('none');
    expect(await page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflow")).toBe('visible');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    if (pictures !== undefined) writeFileSync(join(pictures, 'print.png'), await page.screenshot());
  });
});
