import type { Governed } from '../../decide/resource/governed';
import { parseArn } from '../../policy/arn';
import { s3Arn } from '../../policy/s3-arn';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { type Glob, literalGlob, elementAccepts } from '../domain/glob';
import type { Clause, Cube } from './cube';
import { type FixedKeys, readArn } from './text-pattern';

/** The keys that follow from the ARN of an access point; none for another resource. */
export function accessPointFacts(governed: Governed | undefined): FixedKeys | undefined {
  if (governed?.behind === undefined || governed.key.includes(UNKNOWN_TEXT)) return undefined;
  const { key, origin = 'Internet' } = governed;
  return new Map([
    ['s3:dataaccesspointarn', [key]], ['s3:dataaccesspointaccount', [parseArn(key)?.account ?? '']], ['s3:accesspointnetworkorigin', [origin]],
  ]);
}

/**
 * What a cube says of requests through an access point, from what it says of the bucket behind: the same of the bucket's own ARN as of the access
 * point's, and of each key as of the object below the access point. Exact, whatever the patterns are.
 *
 * @param point the pattern of the access point's ARN
 */
export function atAccessPoint(cube: Cube, bucket: string, point: string): readonly Cube[] {
  const { partition = 'aws' } = parseArn(point) ?? {};
  const arn = s3Arn(bucket, partition === '*' ? 'aws' : partition);
  const here = readArn(point, { version: '2012-10-17', wildcards: true, variables: false, fold: false, fixed: new Map(), unknowns: '' })?.glob ?? [];
  const itself = (glob: Glob): readonly Glob[] => (restsAfter(glob, arn).some((rest) => rest.every(({ kind }) => kind === 'run')) ? [here] : []);
  const objects: Glob = [...here, ...literalGlob('/object/')];
  const below = (glob: Glob): readonly Glob[] => restsAfter(glob, `${arn}/`).map((rest) => [...objects, ...rest]);
  return [itself, below].flatMap((move) => {
    const resource = cube.resource.map(({ globs, negated }): Clause => ({ negated, globs: globs.flatMap(move) }));
    if (resource.some(({ globs, negated }) => !negated && globs.length === 0)) return [];
    return [{ ...cube, resource: resource.filter(({ globs }) => globs.length > 0) }];
  });
}

/** What may follow, in strings that a glob matches, after a text with which they begin. */
function restsAfter(glob: Glob, text: string): readonly Glob[] {
  let positions = reachable(glob, [0]);
  for (const char of text) {
    positions = reachable(glob, [...positions].flatMap((at) => {
      if (at === glob.length || !elementAccepts(glob[at], char)) return [];
      return [glob[at].kind === 'run' ? at : at + 1];
    }));
  }
  return [...positions].map((at) => glob.slice(at));
}

function reachable(glob: Glob, from: readonly number[]): ReadonlySet<number> {
  const positions = new Set(from);
  for (const at of positions) if (at < glob.length && glob[at].kind === 'run') positions.add(at + 1);
  return positions;
}
