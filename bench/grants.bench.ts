/*
 * The same intents by our grants, aws-cdk-lib's and TerraConstructs': users who may write to, or read, a folder of one bucket. What synthesis costs in time and memory,
 * how many bytes it makes, and how many actions of S3 the first user may do: by decide, on what each of them synthesized.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './ratio';
import { exponent, report, skip } from './table';

interface Measured { readonly ms: number; readonly memory: number; readonly bytes: number; readonly actions: readonly number[] }

const root = join(__dirname, '..');
const [SMALL, LARGE, TURNS] = [100, 1000, 3];

function measure(who: string, intent: string, users: number): Measured | undefined {
  const program = join(__dirname, 'grants-program.ts');
  const said = execFileSync(process.execPath, ['--import', 'tsx', program, who, intent, String(users)], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return (JSON.parse(said.trim().split('\n').at(-1) ?? 'null') as Measured | null) ?? undefined;
}

for (const name of ['aws-cdk-lib', 'TerraConstructs']) {
  if (measure(name, 'write', 1) === undefined) {
    skip(name, 'not installed');
    continue;
  }
  const [ours, theirs]: readonly Measured[][] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(measure('bucket-grants', 'write', LARGE) as Measured);
    theirs.push(measure(name, 'write', LARGE) as Measured);
  }
  const of = (list: readonly Measured[], what: 'ms' | 'memory' | 'bytes') => median(list.map((one) => one[what]));
  const small = (measure('bucket-grants', 'write', SMALL) as Measured).ms;
  const growth = exponent([SMALL, small], [LARGE, of(ours, 'ms')]);
  report({ work: `synthesis, ${LARGE} users who may write to a folder`, ours: of(ours, 'ms'), unit: 'ms', beside: { name, theirs: of(theirs, 'ms') }, exponent: growth, target: 1 });
  report({ work: '  its memory', ours: of(ours, 'memory'), unit: 'MB', beside: { name, theirs: of(theirs, 'memory') }, target: 1 });
  report({ work: '  what it wrote', ours: of(ours, 'bytes'), unit: 'bytes', beside: { name, theirs: of(theirs, 'bytes') } });
  for (const intent of ['write', 'read']) {
    const [own, other] = ['bucket-grants', name].map((who) => (measure(who, intent, 1) as Measured).actions);
    for (const [index, location] of ['in the folder', 'elsewhere in the bucket', 'of the bucket'].entries()) {
      report({ work: `actions of one who may ${intent}, ${location}`, ours: own[index], unit: 'actions', beside: { name, theirs: other[index] } });
    }
  }
}
