import { spawn, type ChildProcess } from 'node:child_process';
import { GARBAGE, standIn } from './terraform';
import type { ProviderMirror } from './tools';

/**
 * The AWS provider in a process that stays. Terraform starts a provider anew for every phase of every command and every configuration of it,
 * two seconds of processor time each; one that stays is configured anew. All configurations of one command come to the last of them, so
 * whatever tells several apart is to be seen without it.
 */
export class StayingProvider {
  /** Starts it, for a stand-in for AWS. */
  public static async start({ program }: ProviderMirror, url: string): Promise<StayingProvider> {
    // it can't be given a bundle of certificates twice
    const process = spawn(program, ['-debug'], { env: { ...globalThis.process.env, ...GARBAGE, ...standIn(url), AWS_CA_BUNDLE: undefined }, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    const address = await new Promise<string>((resolve, reject) => {
      process.stdout.on('data', (part: Buffer) => {
        said += part.toString();
        const [, found] = /TF_REATTACH_PROVIDERS='([^']+)'/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
      process.once('close', () => reject(new Error(`the AWS provider ended: ${said}`)));
    });
    return new StayingProvider({ TF_REATTACH_PROVIDERS: address }, process);
  }

  /** @param environment lets terraform use it */
  private constructor(public readonly environment: Readonly<Record<string, string>>, private readonly process: ChildProcess) {}

  public async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('close', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }
}
