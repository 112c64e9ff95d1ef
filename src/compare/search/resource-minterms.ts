import { type Bits, bitsKey, hasBit } from '../domain/bits';
import { GlobTable, type MintermCache } from '../domain/minterm-cache';
import type { Minterm } from '../domain/subset-construction';
import type { RequestModel } from '../model/request-model';
import { clauseCubes, type Edge } from './edges';
import type { Problem } from './problem';
import type { InfixTruth } from './separate-infixes';

/** Where literals can be inserted into the strings of a minterm. */
export interface InsertionPlace extends InfixTruth {
  /** A resource of the minterm with some of the literals that are free. */
  readonly withLiterals: (literals: readonly string[]) => string;
}

/** A minterm of resources, with the shapes that it has. */
export interface ResourceMinterm extends Edge<string> {
  /** The globs of {@link ResourceDimension.resourceGlobs} that match, by number. */
  readonly truth: Bits;
  readonly shapes: ReadonlySet<string>;
  /** Where literals are inserted; absent where infix patterns are enumerated. */
  readonly place?: InsertionPlace;
}

/** The dimension of resources. */
export interface ResourceDimension {
  /** The problem, in the cubes that the minterms speak of. */
  readonly problem: Problem;
  readonly resources: readonly ResourceMinterm[];
  readonly resourceGlobs: GlobTable;
  /** What each cube wants of the literals that are inserted; absent where infix patterns are enumerated. */
  readonly wants?: readonly ReadonlyMap<string, boolean>[];
}

/**
 * The dimension with all its patterns in one automaton.
 *
 * @throws LimitPassed
 */
export function enumeratedResources(problem: Problem, model: RequestModel, memory: MintermCache): ResourceDimension {
  const table = new GlobTable();
  const shapes = model.shapes.map(({ glob, except }) => [glob, except]);
  shapes.flat().forEach((glob) => glob && table.number(glob));
  const cubesOf = clauseCubes(problem.cubes, (cube) => cube.resource, table);
  const resources = mintermsWithShapes(model, memory, table).map((minterm) => ({ ...minterm, cubes: cubesOf(minterm.truth) }));
  return { problem, resources, resourceGlobs: table };
}

/**
 * The minterms of the resources that exist, by the globs of a table; those of the shapes are added.
 *
 * @param others characters to prefer in examples where no glob names one
 * @throws LimitPassed
 */
export function mintermsWithShapes(
  model: RequestModel,
  memory: MintermCache,
  table: GlobTable,
  others?: string,
): readonly (Minterm & { readonly shapes: ReadonlySet<string> })[] {
  const shapes = model.shapes.map(({ name, glob, except }) => ({ name, number: table.number(glob), except: except && table.number(except) }));
  const minterms = new Map<string, Minterm & { readonly shapes: ReadonlySet<string> }>();
  for (const { truth, witness } of memory.minterms(table.globs, others)) {
    const has = new Set(
      shapes.filter(({ number, except }) => hasBit(truth, number) && !(except !== undefined && hasBit(truth, except))).map(({ name }) => name),
    );
    if (has.size > 0) minterms.set(bitsKey(truth), { truth, witness, shapes: has });
  }
  return [...minterms.values()];
}
