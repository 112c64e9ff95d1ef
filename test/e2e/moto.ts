import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A local stand-in for AWS's IAM and S3, which knows users, groups, policies, keys and buckets, and enforces nothing. */
export class Moto {
  /** Starts one on a free port of this machine alone. */
  public static async start(): Promise<Moto> {
    const port = await freePort();
    const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const moto = new Moto(`http://127.0.0.1:${port}`, server);
    for (let tries = 0; tries < 150; tries++) {
      if (await moto.answers()) return moto;
      await setTimeout(200);
    }
    moto.stop();
    throw new Error('moto_server has not answered for 30 seconds');
  }

  private constructor(public readonly url: string, private readonly server: ChildProcess) {}

  public stop(): void {
    this.server.kill();
  }

  /** Forgets everything. */
  public async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: 'POST' });
  }

  /** Calls the IAM API; hands back the answer's XML. */
  public async iam(action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters });
    const answer = await fetch(this.url, { method: 'POST', headers: { authorization: signedFor('iam') }, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${answer.status} ${text}`);
    return text;
  }

  /** The policy documents in the answer of an IAM call. */
  public async documents(action: string, parameters: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
    const answer = await this.iam(action, parameters);
    return [...values(answer, 'PolicyDocument'), ...values(answer, 'Document')].map((text) => JSON.parse(decodeURIComponent(text)) as unknown);
  }

  /** Asks the S3 API: the status, and the body. */
  public async s3(path: string, request: { readonly method?: 'PUT'; readonly body?: string } = {}): Promise<{ readonly status: number; readonly body: string }> {
    const answer = await fetch(`${this.url}/${path}`, { ...request, headers: { authorization: signedFor('s3') } });
    return { status: answer.status, body: await answer.text() };
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/moto-api/`)).ok;
    } catch {
      return false;
    }
  }
}

/** The texts of all elements of a name, in an answer that is as flat as IAM's are. */
export function values(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text
    .replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
}

/** Moto reads of a signature only which service it is for. */
function signedFor(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
