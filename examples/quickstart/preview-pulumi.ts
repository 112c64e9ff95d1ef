/*
 * Runs a Pulumi program under mocks and writes what it registers, in the form of `pulumi preview --json`; for machines without the
 * Pulumi command. Arguments: the program, the file to write.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { pulumiRecording } from 'bucket-grants/testing';

async function main([program, file]: readonly string[]): Promise<void> {
  const recording = pulumiRecording();
  await pulumi.runtime.setMocks(recording.mocks, 'quickstart', process.env.PULUMI_STACK ?? 'dev');
  await import(resolve(program));
  await pulumi.runtime.disconnect();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ steps: recording.steps }, null, 2)}\n`);
}

void main(process.argv.slice(2));
