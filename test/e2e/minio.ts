import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { end } from './end';
import { freePort } from './moto';
import { send, type Answer, type Credentials, type SignedRequest } from './sigv4';

/** The commands, by the paths in `MINIO` and `MC` or by their names. */
export const MINIO = process.env.MINIO ?? 'minio';
/** Its client, for the admin API. */
export const MC = process.env.MC ?? 'mc';

const run = promisify(execFile);
const secretOf = (user: string) => `${user}-secret`;

/** A local MinIO server. */
export class MinioServer {
  /** Starts one on a free port of this machine alone. */
  public static async start(): Promise<MinioServer> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-minio-'));
    const env = { ...process.env, MINIO_ROOT_USER: 'root', MINIO_ROOT_PASSWORD: secretOf('root'), MINIO_BROWSER: 'off', MINIO_UPDATE: 'off' };
    const process_ = spawn(MINIO, ['server', '--quiet', '--address', `127.0.0.1:${port}`, join(folder, 'data')], { stdio: 'ignore', env });
    const server = new MinioServer(`http://127.0.0.1:${port}`, folder, process_);
    for (let tries = 0; tries < 150; tries++) {
      if (await server.answers()) {
        await server.mc('alias', 'set', 'root', server.url, 'root', secretOf('root'));
        return server;
      }
      await setTimeout(200);
    }
    await server.stop();
    throw new Error('minio has not answered for 30 seconds');
  }

  /** Users and groups with the names of their policies. */
  private readonly made = new Map<string, readonly string[]>();

  private constructor(public readonly url: string, private readonly folder: string, private readonly server: ChildProcess) {}

  public stop(): Promise<void> {
    return end(this.server, this.folder);
  }

  /** The keys of users, for what asks the server by itself. */
  public keys(...users: readonly string[]): ReadonlyArray<readonly [user: string, key: Credentials]> {
    return users.map((user) => [user, { id: user, secret: secretOf(user) }]);
  }

  /** Runs the client; throws where it fails. */
  public async mc(...args: readonly string[]): Promise<string> {
    return (await run(MC, ['--config-dir', join(this.folder, 'mc'), '--json', ...args])).stdout;
  }

  /** Makes a user with one policy. */
  public async user(name: string, policy: string): Promise<void> {
    const file = join(this.folder, `${name}.json`);
    writeFileSync(file, policy);
    await this.mc('admin', 'user', 'add', 'root', name, secretOf(name));
    await this.mc('admin', 'policy', 'create', 'root', `of-${name}`, file);
    await this.mc('admin', 'policy', 'attach', 'root', `of-${name}`, '--user', name);
    await this.mc('alias', 'set', name, this.url, name, secretOf(name));
  }

  /** Gives a user these policies and no others; the user is made where it isn't there. */
  public async give(name: string, policies: readonly string[]): Promise<void> {
    if (!this.made.has(name)) await this.mc('admin', 'user', 'add', 'root', name, secretOf(name));
    await this.attach(name, '--user', policies);
  }

  /** Gives a group these members and policies, and no other policies. */
  public async giveGroup(name: string, members: readonly string[], policies: readonly string[]): Promise<void> {
    if (members.length > 0) await this.mc('admin', 'group', 'add', 'root', name, ...members);
    await this.attach(name, '--group', policies);
  }

  private async attach(name: string, kind: '--user' | '--group', policies: readonly string[]): Promise<void> {
    const before = this.made.get(name) ?? [];
    if (before.length > 0) await this.mc('admin', 'policy', 'detach', 'root', ...before, kind, name);
    const names = policies.map((_, index) => `${name}-${index}`);
    for (const [index, policy] of policies.entries()) {
      const file = join(this.folder, `${names[index]}.json`);
      writeFileSync(file, policy);
      await this.mc('admin', 'policy', 'create', 'root', names[index], file);
    }
    if (names.length > 0) await this.mc('admin', 'policy', 'attach', 'root', ...names, kind, name);
    this.made.set(name, names);
  }

  /** Sends a request in somebody's name. */
  public ask(user: string, request: Pick<SignedRequest, 'method' | 'headers' | 'body'> & { readonly path: string }): Promise<Answer> {
    const { path, ...rest } = request;
    return send({ ...rest, url: `${this.url}/${path}`, service: 's3', credentials: { id: user, secret: secretOf(user) } });
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/minio/health/live`)).ok;
    } catch {
      return false;
    }
  }
}
