import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A Chromium on this machine, if there is one. */
export const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path !== undefined && path !== '' && existsSync(path));

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--remote-debugging-pipe',
];

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One page in a headless Chromium, spoken to over a pipe in the DevTools protocol: a JSON text and a NUL each. */
export class Page {
  /** Opens a browser with a page of its own, with nothing in its profile. */
  public static async open(chromium: string): Promise<Page> {
    const profile = mkdtempSync(join(tmpdir(), 'bucket-grants-chromium-'));
    const browser = spawn(chromium, [...FLAGS, `--user-data-dir=${profile}`], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const page = new Page(browser, profile);
    const { targetId } = await page.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    page.session = (await page.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${domain}.enable`);
    return page;
  }

  /** What the browser told by itself, such as errors and requests. */
  public readonly events: Message[] = [];
  private session?: string;
  private last = 0;
  private text = '';
  private readonly waiting = new Map<number, (message: Message) => void>();

  private constructor(private readonly browser: ChildProcess, private readonly profile: string) {
    const output = browser.stdio[4] as Readable;
    output.setEncoding('utf8');
    output.on('data', (chunk: string) => {
      const messages = (this.text + chunk).split('\0');
      this.text = messages.pop() ?? '';
      for (const message of messages) this.hear(JSON.parse(message) as Message);
    });
  }

  /** Asks the browser for something. */
  public async send<T = unknown>(method: string, params: object = {}): Promise<T> {
    const id = ++this.last;
    const answer = new Promise<Message>((resolve) => { this.waiting.set(id, resolve); });
    (this.browser.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...(this.session !== undefined && { sessionId: this.session }) })}\0`);
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  /** Loads a page. */
  public async goto(url: string): Promise<void> {
    this.events.length = 0;
    await this.send('Page.navigate', { url });
    while (!this.events.some(({ method }) => method === 'Page.loadEventFired')) await new Promise((resolve) => { setTimeout(resolve, 20); });
  }

  /** What an expression is in the page. */
  public async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send<{ result: { value: T }; exceptionDetails?: { exception?: { description?: string } } }>(
      'Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true },
    );
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'the expression failed');
    return result.value;
  }

  /** Presses a key. */
  public async press(key: string, code: number): Promise<void> {
    const text = key === 'Enter' ? { text: '\r' } : {};
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, windowsVirtualKeyCode: code, ...text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: code });
  }

  /** The page as it looks: a PNG. */
  public async screenshot(): Promise<Buffer> {
    const { data } = await this.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  /** Ends the browser and takes its profile away. */
  public async close(): Promise<void> {
    const closed = new Promise((resolve) => { this.browser.once('exit', resolve); });
    // the whole group: children that outlive the browser go on writing into the profile
    if (this.browser.pid !== undefined) process.kill(-this.browser.pid, 'SIGKILL');
    await closed;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }

  private hear(message: Message): void {
    if (message.id === undefined) this.events.push(message);
    else this.waiting.get(message.id)?.(message);
  }
}
