import { Agent as HttpAgent, request as http, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import type { Answer } from '../types';
import type { HttpRequest } from './http-request';

/** How requests are sent. */
export interface ClientOptions {
  /** How long a whole answer may take, in milliseconds. */
  readonly timeout: number;
  /** How many requests are on their way at a time. */
  readonly concurrency: number;
  /** Certificates to trust over HTTPS, in PEM. @default - those of Node */
  readonly ca?: string;
}

/** Why there was no answer. */
export class SendError extends Error {
  /** @param failure whether it took too long, or there was no connection */
  constructor(public readonly failure: 'timeout' | 'unreachable', message: string) {
    super(message);
  }
}

/** As much of a body is read as says what it is. */
const MOST_BODY = 64 * 1024;

/** Sends requests: no redirect is followed, and nothing is sent twice but where the server closed a connection before it answered. */
export class Client {
  private readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };

  constructor(private readonly options: ClientOptions) {
    const { concurrency: maxSockets, ca } = options;
    const how = { keepAlive: true, maxSockets };
    this.agents = { http: new HttpAgent(how), https: new HttpsAgent({ ...how, ...(ca !== undefined && { ca }) }) };
  }

  /** @throws SendError where there is no answer */
  public async send(request: HttpRequest): Promise<Answer> {
    try {
      return await this.once(request);
    } catch (error) {
      // a server may close a connection that it kept open just when it is used again: the write fails, or the reading of the answer
      if (!['ECONNRESET', 'EPIPE'].includes(String(codeOf(error)))) throw sendError(error);
    }
    return this.once(request).catch((error: unknown) => { throw sendError(error); });
  }

  /** Closes what is open. */
  public close(): void {
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  private once({ method, url, headers, body }: HttpRequest): Promise<Answer> {
    const isSecure = url.startsWith('https:');
    const target = new URL(url);
    // the path as it was signed: URL would put another in the place of some
    const path = url.slice(`${target.protocol}//`.length).replace(/^[^/]*/, '');
    const options: RequestOptions = { method, hostname: target.hostname.replace(/^\[|\]$/g, ''), port: target.port || undefined, path, headers, agent: isSecure ? this.agents.https : this.agents.http };
    return new Promise((resolve, reject) => {
      const call = (isSecure ? https : http)(options, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          if (text.length < MOST_BODY) text += part;
        });
        answer.on('end', () => {
          clearTimeout(timer);
          const sent = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
          resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(sent), body: text, ...codeIn(text) });
        });
        answer.on('error', failed);
      });
      const timer = setTimeout(() => call.destroy(new SendError('timeout', `no answer within ${this.options.timeout / 1000} s`)), this.options.timeout);
      const failed = (error: Error): void => {
        clearTimeout(timer);
        reject(error);
      };
      call.on('error', failed);
      call.end(body);
    });
  }
}

/** The code of an error of S3's kind. */
function codeIn(body: string): { readonly code?: string } {
  const error = body.indexOf('<Error>');
  const code = error < 0 ? undefined : /<Code>([A-Za-z0-9.]{1,80})<\/Code>/.exec(body.slice(error))?.[1];
  return code === undefined ? {} : { code };
}

/** By its shape: what Node throws may be of another realm. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function sendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  // nothing of the request is in it: a message of Node names hosts, addresses and ports only
  const { message = String(error) } = error as { readonly message?: string };
  const code = codeOf(error);
  return new SendError('unreachable', typeof code === 'string' && !message.includes(code) ? `${code}: ${message}` : message);
}
