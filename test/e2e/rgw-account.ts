import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessKey } from '../../src/verify/wire/sigv4';
import { send } from './sigv4';

const SCRIPT = join(__dirname, 'rgw-up.sh');

/** Whether a gateway is there that has accounts, groups and the IAM API: a whole Debian in the folder `RGW_ROOT`. */
export function hasRgwAccounts(): boolean {
  return !!process.env.RGW_ROOT && spawnSync(SCRIPT, ['have'], { stdio: 'ignore' }).status === 0;
}

/** A real Ceph RADOS Gateway with an account, whose root user manages users and groups through the IAM API. */
export class RgwAccount {
  /** Starts one on free ports of this machine alone. */
  public static start(): RgwAccount {
    const port = 32_000 + (process.pid + Math.floor(Date.now() / 1000) * 7) % 20 * 30;
    const env = { ...process.env, RGW_DIR: `/run/rgw-${process.pid}`, RGW_PORT: String(port) };
    const rgw = new RgwAccount(`http://127.0.0.1:${port}`, env);
    try {
      rgw.script('start');
      const { id } = JSON.parse(rgw.script('admin', 'account', 'create', '--account-name', 'acme')) as { id: string };
      const { accessKeyId, secretAccessKey } = rgw.root;
      rgw.script('admin', 'user', 'create', '--uid', 'root', '--display-name', 'root', '--account-id', id, '--account-root', '--access-key', accessKeyId, '--secret-key', secretAccessKey);
      return rgw;
    } catch (error) {
      rgw.stop();
      throw error;
    }
  }

  /** The keys of the account's root user. */
  public readonly root: AccessKey = { accessKeyId: 'ROOTKEY', secretAccessKey: 'rootsecret' };

  private constructor(public readonly url: string, private readonly env: NodeJS.ProcessEnv) {}

  /** The members of a group. */
  public async members(group: string): Promise<readonly string[]> {
    return this.asked(`Action=GetGroup&GroupName=${group}`, 'UserName');
  }

  /** The access keys of a user. */
  public async keys(user: string): Promise<readonly string[]> {
    return this.asked(`Action=ListAccessKeys&UserName=${user}`, 'AccessKeyId');
  }

  private async asked(call: string, element: string): Promise<readonly string[]> {
    const { accessKeyId: id, secretAccessKey: secret } = this.root;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, body } = await send({ method: 'POST', url: `${this.url}/`, headers, body: `${call}&Version=2010-05-08`, service: 'iam', credentials: { id, secret } });
    if (status !== 200) throw new Error(`${call}: ${status} ${body}`);
    return [...body.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text).sort();
  }

  public stop(): void {
    spawnSync(SCRIPT, ['stop'], { env: this.env, stdio: 'ignore' });
    rmSync(join(process.env.RGW_ROOT!, this.env.RGW_DIR!), { recursive: true, force: true });
  }

  private script(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(SCRIPT, [...args], { env: this.env, encoding: 'utf8', timeout: 120_000 });
    if (status !== 0) throw new Error(`rgw-up.sh ${args.join(' ')}: ${status}\n${stdout}${stderr}`);
    return stdout;
  }
}
