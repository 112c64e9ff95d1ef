import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { bundleCore } from '../../tools/site';
import { CHROMIUM, Page } from '../review/chromium';

const root = join(__dirname, '..', '..');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.json': 'application/json', '.svg': 'image/svg+xml' };
const inBrowser = CHROMIUM === undefined ? test.skip : test;
const name = (what: string): string => CHROMIUM === undefined ? `${what} (skipped: no Chromium; CHROMIUM names one)` : what;

describe('the site, built without the reference', () => {
  let out: string;
  let server: Server;
  let page: Page;
  let address: string;
  let built: ReturnType<typeof spawnSync>;

  beforeAll(async () => {
    if (CHROMIUM === undefined) return;
    out = mkdtempSync(join(tmpdir(), 'bucket-grants-site-'));
    bundleCore();
    built = spawnSync(process.execPath, [join(root, 'node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', 'docs', '--outDir', out], {
      cwd: root, encoding: 'utf8', env: { ...process.env, SITE_WITHOUT_REFERENCE: '1' },
    });
    server = createServer((request, response) => {
      const path = join(out, decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname));
      const file = path.endsWith('/') ? join(path, 'index.html') : path;
      response.writeHead(existsSync(file) ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      if (existsSync(file)) createReadStream(file).pipe(response);
      else response.end();
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    page = await Page.open(CHROMIUM);
  }, 300_000);

  afterAll(async () => {
    if (CHROMIUM === undefined) return;
    await page.close();
    server.close();
    rmSync(out, { recursive: true });
  });

  const look = (width: number, scheme: 'light' | 'dark') => Promise.all([
    page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 }),
    page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] }),
  ]);
  const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 50); });
  const until = async (expression: string): Promise<void> => {
    for (let tries = 0; tries < 400 && !(await page.evaluate<boolean>(expression)); tries++) await pause();
  };

  inBrowser(name('is built, with no link that leads nowhere'), () => {
    expect(built.status === 0 ? '' : `${built.stdout}${built.stderr}`).toBe('');
  });

  inBrowser(name('fits a phone on every page, in both colour schemes, and runs without an error'), async () => {
    const files = ['.', 'guides', 'start'].flatMap((folder) => readdirSync(join(out, folder)).filter((file) => file.endsWith('.html') && file !== '404.html').map((file) => join(folder, file)));
    const wrong: string[] = [];
    for (const [index, file] of files.entries()) {
      await look(390, index % 2 === 0 ? 'light' : 'dark');
      await page.goto(`${address}/${file}`);
      await until("document.querySelector('#app')?.__vue_app__ !== undefined");
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      if (wide > 1) wrong.push(`${file} is ${wide} pixels too wide`);
      const errors = page.events.filter(({ method, params }) => method === 'Runtime.exceptionThrown' || (method === 'Log.entryAdded' && (params?.entry as { level?: string }).level === 'error'));
      if (errors.length > 0) wrong.push(`${file}: ${JSON.stringify(errors).slice(0, 300)}`);
    }
    expect(files.length).toBeGreaterThan(25);
    expect(wrong).toEqual([]);
  }, 180_000);

  inBrowser(name('answers in the playground, live, and says what is refused'), async () => {
    await look(1200, 'dark');
    await page.goto(`${address}/playground.html#intent=publicReadPrefix&props=${encodeURIComponent("{ bucket: 'downloads', prefix: 'public/' }")}`);
    await until("document.querySelector('.playground h2')?.textContent === 'Policy'");
    const text = 'document.querySelector(".playground").innerText';
    expect(await page.evaluate(text)).toContain('"Sid": "PublicReadPrefix"');
    await page.evaluate('(() => { const props = document.querySelector(\'.playground textarea\'); props.value = "{ bucket: \'downloads\', prefix: \'public\' }"; props.dispatchEvent(new Event(\'input\')); })()');
    await until("document.querySelector('.playground .refusal') !== null");
    expect(await page.evaluate(text)).toContain('InvalidPrefix');
    expect(await page.evaluate('location.hash')).toContain('public%27');
    await page.evaluate("document.querySelectorAll('.playground .bar button')[1].click()");
    await until("document.querySelector('.playground pre') !== null");
    expect(await page.evaluate(text)).toContain('releases/team*');
  }, 120_000);

  inBrowser(name('finds what is looked for'), async () => {
    await page.goto(`${address}/index.html`);
    await until("document.querySelector('#app')?.__vue_app__ !== undefined");
    await page.evaluate("document.querySelector('.DocSearch-Button').click()");
    await until("document.querySelector('.search-input') !== null");
    await page.evaluate("(() => { const input = document.querySelector('.search-input'); input.value = 'rotate'; input.dispatchEvent(new Event('input')); })()");
    await until("document.querySelectorAll('.result').length > 0");
    expect(await page.evaluate("[...document.querySelectorAll('.result')].map((one) => one.textContent).join()")).toMatch(/Rotate keys/);
  }, 60_000);
});
