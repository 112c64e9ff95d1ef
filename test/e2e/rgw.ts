import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderedAccess } from '../../src';
import { encoded, send, type Answer, type Credentials } from './sigv4';

const SCRIPT = join(__dirname, 'rgw-up.sh');
/** Stands for the account: users and buckets of one tenant. */
const TENANT = '123456789012';
const OWNER: Credentials = { id: 'OWNERKEY', secret: 'ownersecret' };
/** The address of a client that says nothing else. The gateway has the condition key only where the header is sent. */
const ANYWHERE = '192.0.2.1';

/** Not the gateway of a later release, which `RGW_ROOT` names. */
const HERE = { ...process.env, RGW_ROOT: '' };

/** Whether the gateway's programs are there. */
export function hasRgw(): boolean {
  return spawnSync(SCRIPT, ['have'], { env: HERE, stdio: 'ignore' }).status === 0;
}

/** Beginnings of actions that the platform is confirmed to have and version 16.2 hasn't yet: it refuses a policy with a pattern that stands for nothing. */
const LATER = ['"s3:GetBucketE*",', '"s3:PutBucketE*",'];

/** A request to the gateway. */
export interface RgwRequest {
  /** A user's name; nobody's, where it is anonymous. */
  readonly as?: string;
  readonly method: string;
  /** With a slash before it: `/bucket/key?query`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Where the client is. */
  readonly from?: string;
  /** Whether it comes over TLS. */
  readonly https?: boolean;
}

/** A real Ceph RADOS Gateway, which judges policies. Version 16.2 has no groups: what a group has, each member gets. */
export class Rgw {
  /** Starts one on free ports of this machine alone. */
  public static start(): Rgw {
    // others each time: Node keeps connections to the gateway of the test before
    const ports = (process.pid + Math.floor(Date.now() / 1000) * 7) % 400;
    const env = { ...HERE, RGW_DIR: mkdtempSync(join(tmpdir(), 'rgw-')), RGW_PORT: String(20_000 + ports * 30) };
    const { status, stdout, stderr } = spawnSync(SCRIPT, ['start'], { env, encoding: 'utf8', timeout: 60_000 });
    if (status !== 0) {
      const failed = new Rgw(env, {});
      failed.stop();
      throw new Error(`rgw-up.sh start: ${status}\n${stdout}${stderr}`);
    }
    const lines = stdout.split('\n').filter((line) => line !== '');
    const rgw = new Rgw(env, Object.fromEntries(lines.map((line) => line.split(/=(.*)/))));
    rgw.make('owner', OWNER, '--caps', 'user-policy=*');
    return rgw;
  }

  private readonly users = new Map<string, Credentials>();
  private readonly ca: string;

  private constructor(private readonly env: NodeJS.ProcessEnv, private readonly settings: Readonly<Record<string, string>>) {
    const { RGW_CA } = settings;
    this.ca = RGW_CA === undefined ? '' : readFileSync(RGW_CA, 'utf8');
  }

  /** Where it answers, and the keys of its owner and users: for what asks it by itself. */
  public get access(): { readonly endpoints: readonly string[]; readonly ca: string; readonly keys: ReadonlyMap<string, Credentials> } {
    const { RGW_ENDPOINT, RGW_TLS_ENDPOINT } = this.settings;
    return { endpoints: [RGW_TLS_ENDPOINT, RGW_ENDPOINT], ca: this.ca, keys: new Map([['owner', OWNER], ...this.users]) };
  }

  public stop(): void {
    spawnSync(SCRIPT, ['stop'], { env: this.env, stdio: 'ignore' });
    rmSync(this.env.RGW_DIR!, { recursive: true, force: true });
  }

  /** Makes a user with a key, who may not make buckets: in 16.2 everybody may otherwise. */
  public makeUser(name: string): void {
    const key = { id: `${name.toUpperCase()}KEY`, secret: `${name}secret` };
    this.make(name, key, '--max-buckets', '-1');
    this.users.set(name, key);
  }

  /** As the owner of all buckets, who seeds them: what a user writes is the user's own here. */
  public async own(method: string, path: string, body?: string): Promise<void> {
    await ok(this.send(method, path, { credentials: OWNER, body }), `${method} ${path}`);
  }

  /** Puts the policies of rendered access where users and buckets have them. */
  public async deploy({ users, groups, existing, buckets }: RenderedAccess): Promise<void> {
    const memberOf = (user: string) => groups.filter(({ members }) => members.some((member) => (typeof member === 'string' ? member : member.name) === user));
    for (const user of this.users.keys()) {
      const own = [...users.filter(({ name }) => name === user), ...existing.filter(({ principal: { kind, name } }) => kind === 'user' && name === user)];
      const policies = [...own.flatMap((one) => one.policies), ...memberOf(user).flatMap((group) => group.policies.map((policy) => ({ ...policy, name: `${group.name}-${policy.name}` })))];
      for (const { name, json } of policies) await this.iam('PutUserPolicy', { UserName: `${TENANT}$${user}`, PolicyName: name, PolicyDocument: forThisVersion(json) });
    }
    for (const { bucket, json } of buckets) await this.own('PUT', `/${bucket}?policy`, forThisVersion(json));
  }

  /** Takes them away again. */
  public async clear({ buckets }: RenderedAccess): Promise<void> {
    for (const user of this.users.keys()) {
      const { status, body } = await this.call('ListUserPolicies', { UserName: `${TENANT}$${user}` });
      const names = status === 200 ? [...body.matchAll(/<member>([^<]*)<\/member>/g)].map(([, name]) => name) : [];
      for (const PolicyName of names) await this.iam('DeleteUserPolicy', { UserName: `${TENANT}$${user}`, PolicyName });
    }
    for (const { bucket } of buckets) await this.own('DELETE', `/${bucket}?policy`);
  }

  /** Sends a request as somebody. */
  public request({ as, method, path, headers, body, from, https }: RgwRequest): Promise<Answer> {
    const credentials = as === undefined ? undefined : this.users.get(as);
    // without a signature the tenant has to stand in the address
    const address = as === undefined ? path.replace(/^\//, `/${TENANT}:`) : path;
    return this.send(method, address, { credentials, headers, body, from, https });
  }

  private send(method: string, path: string, { credentials, headers = {}, body, from = ANYWHERE, https = false }: Sending): Promise<Answer> {
    const url = `${https ? this.settings.RGW_TLS_ENDPOINT : this.settings.RGW_ENDPOINT}${path}`;
    return send({ method, url, headers: { 'x-forwarded-for': from, ...headers }, body, service: 's3', credentials, ca: this.ca });
  }

  private async iam(action: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    await ok(this.call(action, parameters), `${action} ${JSON.stringify(parameters)}`);
  }

  private call(action: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
    const body = Object.entries({ Action: action, Version: '2010-05-08', ...parameters }).map(([name, value]) => `${name}=${encoded(value)}`).join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': ANYWHERE };
    return send({ method: 'POST', url: `${this.settings.RGW_ENDPOINT}/`, headers, body, service: 'iam', credentials: OWNER });
  }

  private make(name: string, { id, secret }: Credentials, ...more: readonly string[]): void {
    const args = ['user', 'create', '--tenant', TENANT, '--uid', name, '--display-name', name, '--access-key', id, '--secret-key', secret, ...more];
    const { status, stderr } = spawnSync(SCRIPT, ['admin', ...args], { env: this.env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`radosgw-admin ${args.join(' ')}: ${status}\n${stderr}`);
  }
}

interface Sending extends Pick<RgwRequest, 'headers' | 'body' | 'from' | 'https'> {
  readonly credentials?: Credentials;
}

function forThisVersion(json: string): string {
  return LATER.reduce((text, pattern) => text.replaceAll(pattern, ''), json);
}

async function ok(answer: Promise<Answer>, what: string): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${what}: ${status} ${body}`);
}
