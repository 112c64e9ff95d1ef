import { type Cube, testsKey } from '../compile/cube';
import { evaluate, type Formula, type Known } from '../compile/formula';
import { type Bits, hasBit, intersect, meet, noBits, setBit, unite, without } from '../domain/bits';
import { SEPARATOR } from '../domain/separators';

/** One state of a comparison when part of the request is known: decided, or the cubes that may still hold. */
export type Cofactor = boolean | Bits;

/** The cubes of a role, and those of them that hold already. */
interface Role {
  readonly name: string;
  readonly cubes: Bits;
  readonly complete: Bits;
}

/**
 * What cubes still mean when all keys before a level are known: cubes that ask the same of the remaining keys are one cube, and a cube
 * that asks nothing more makes the others of its role moot. The fewer cubes remain, the more residuals are the same.
 */
export class CofactorReducer {
  private readonly duplicates: readonly (readonly [cube: number, same: number])[];
  /** The cubes that are the same as one before them. */
  private readonly repeated: Bits;
  private readonly roles: readonly Role[];
  /** The formula's value by what is known of each role, as a number. */
  private readonly values = new Map<number, Known>();

  public constructor(cubes: readonly Cube[], remaining: readonly string[], private readonly formula: Formula) {
    const first = new Map<string, number>();
    const duplicates: (readonly [number, number])[] = [];
    const roles = new Map<string, { cubes: Bits; complete: Bits }>();
    this.repeated = noBits(cubes.length);
    cubes.forEach((cube, index) => {
      const asks = [...remaining.map((key) => testsKey(cube.keys.get(key))), [...cube.opaque].map(([name, holds]) => `${name} ${holds}`).sort().join(SEPARATOR.fact)];
      const key = [cube.role, ...asks].join(SEPARATOR.remaining);
      const same = first.get(key);
      if (same === undefined) {
        first.set(key, index);
      } else {
        duplicates.push([index, same]);
        setBit(this.repeated, index);
      }
      const role = roles.get(cube.role) ?? { cubes: noBits(cubes.length), complete: noBits(cubes.length) };
      setBit(role.cubes, index);
      if (asks.every((ask) => ask === '')) setBit(role.complete, index);
      roles.set(cube.role, role);
    });
    this.duplicates = duplicates;
    this.roles = [...roles].map(([name, role]) => ({ name, ...role }));
  }

  /** The state as few cubes as possible, or decided. */
  public reduce(cofactor: Cofactor): Cofactor {
    if (typeof cofactor === 'boolean') return cofactor;
    const value = this.value(cofactor);
    if (value !== undefined) return value;
    let reduced: Bits = cofactor;
    if (meet(cofactor, this.repeated)) {
      reduced = cofactor.slice();
      for (const [cube, same] of this.duplicates) {
        if (!hasBit(reduced, cube)) continue;
        reduced[cube >>> 5] &= ~(1 << (cube & 31));
        setBit(reduced, same);
      }
    }
    for (const { cubes, complete } of this.roles) {
      if (meet(reduced, complete)) reduced = unite(without(reduced, cubes), intersect(reduced, complete));
    }
    return reduced;
  }

  private value(cofactor: Bits): Known {
    // of each role: none of its cubes is left, some may hold, one holds
    let roles = 0;
    for (const { cubes, complete } of this.roles) roles = roles * 3 + (meet(cofactor, complete) ? 2 : meet(cofactor, cubes) ? 1 : 0);
    if (this.values.has(roles)) return this.values.get(roles);
    const value = evaluate(this.formula, (role) => this.roleValue(role, cofactor));
    this.values.set(roles, value);
    return value;
  }

  private roleValue(name: string, cofactor: Bits): Known {
    const role = this.roles.find((one) => one.name === name);
    if (role === undefined || !meet(cofactor, role.cubes)) return false;
    return meet(cofactor, role.complete) ? true : undefined;
  }
}
