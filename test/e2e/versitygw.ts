import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { end } from './end';
import { freePort } from './moto';
import { send, type Answer } from './sigv4';

/** The command, by the path in `VERSITYGW` or by its name. */
export const VERSITYGW = process.env.VERSITYGW ?? 'versitygw';

const credentials = { id: 'root', secret: 'root-secret' };

/** A local S3 gateway that refuses bucket policies at the door as S3 does: actions, resources and condition keys that don't fit together. */
export class VersityGw {
  /** Starts one on a free port of this machine alone. */
  public static async start(): Promise<VersityGw> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-versitygw-'));
    const args = ['--quiet', '--access', credentials.id, '--secret', credentials.secret, '--port', `127.0.0.1:${port}`, 'posix', folder];
    const gateway = new VersityGw(`http://127.0.0.1:${port}`, folder, spawn(VERSITYGW, args, { stdio: 'ignore' }));
    for (let tries = 0; tries < 100; tries++) {
      if (await gateway.answers()) return gateway;
      await setTimeout(100);
    }
    await gateway.stop();
    throw new Error('versitygw has not answered for 10 seconds');
  }

  private readonly made = new Set<string>();

  private constructor(private readonly url: string, private readonly folder: string, private readonly server: ChildProcess) {}

  public stop(): Promise<void> {
    return end(this.server, this.folder);
  }

  /** Gives a bucket, which is made first where it isn't there, a policy. */
  public async putBucketPolicy(bucket: string, policy: string): Promise<Answer> {
    if (!this.made.has(bucket)) await send({ method: 'PUT', url: `${this.url}/${bucket}`, service: 's3', credentials });
    this.made.add(bucket);
    return send({ method: 'PUT', url: `${this.url}/${bucket}?policy`, service: 's3', credentials, body: policy });
  }

  private async answers(): Promise<boolean> {
    try {
      return (await send({ method: 'GET', url: this.url, service: 's3', credentials })).status === 200;
    } catch {
      return false;
    }
  }
}
