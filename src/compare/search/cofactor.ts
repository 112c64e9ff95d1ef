import { type Row, testsKey } from '../compile/cube';
import { evaluate, type Formula, type Known } from '../compile/formula';
import { type Bits, hasBit, intersect, meet, noBits, setBit, unite, without } from '../domain/bits';

/** One side of a comparison when part of the request is known: decided, or the rows that may still hold. */
export type Side = boolean | Bits;

/** The rows of a role, and those of them that hold already. */
interface Role {
  readonly name: string;
  readonly rows: Bits;
  readonly complete: Bits;
}

/**
 * What rows still mean when all keys before a level are known: rows that ask the same of the remaining keys are one row, and a row
 * that asks nothing more makes the others of its role moot. The fewer rows remain, the more residuals are the same.
 */
export class Level {
  private readonly duplicates: readonly (readonly [row: number, same: number])[];
  /** The rows that are the same as one before them. */
  private readonly repeated: Bits;
  private readonly roles: readonly Role[];
  /** The formula's value by what is known of each role, as a number. */
  private readonly values = new Map<number, Known>();

  public constructor(rows: readonly Row[], remaining: readonly string[], private readonly formula: Formula) {
    const first = new Map<string, number>();
    const duplicates: (readonly [number, number])[] = [];
    const roles = new Map<string, { rows: Bits; complete: Bits }>();
    this.repeated = noBits(rows.length);
    rows.forEach((row, index) => {
      const asks = [...remaining.map((key) => testsKey(row.keys.get(key))), [...row.opaque].map(([name, holds]) => `${name} ${holds}`).sort().join('\u0007')];
      const key = [row.role, ...asks].join('\u0008');
      const same = first.get(key);
      if (same === undefined) {
        first.set(key, index);
      } else {
        duplicates.push([index, same]);
        setBit(this.repeated, index);
      }
      const role = roles.get(row.role) ?? { rows: noBits(rows.length), complete: noBits(rows.length) };
      setBit(role.rows, index);
      if (asks.every((ask) => ask === '')) setBit(role.complete, index);
      roles.set(row.role, role);
    });
    this.duplicates = duplicates;
    this.roles = [...roles].map(([name, role]) => ({ name, ...role }));
  }

  /** The side as few rows as possible, or decided. */
  public reduce(side: Side): Side {
    if (typeof side === 'boolean') return side;
    const value = this.value(side);
    if (value !== undefined) return value;
    let reduced: Bits = side;
    if (meet(side, this.repeated)) {
      reduced = side.slice();
      for (const [row, same] of this.duplicates) {
        if (!hasBit(reduced, row)) continue;
        reduced[row >>> 5] &= ~(1 << (row & 31));
        setBit(reduced, same);
      }
    }
    for (const { rows, complete } of this.roles) {
      if (meet(reduced, complete)) reduced = unite(without(reduced, rows), intersect(reduced, complete));
    }
    return reduced;
  }

  private value(side: Bits): Known {
    // of each role: none of its rows is left, some may hold, one holds
    let roles = 0;
    for (const { rows, complete } of this.roles) roles = roles * 3 + (meet(side, complete) ? 2 : meet(side, rows) ? 1 : 0);
    if (this.values.has(roles)) return this.values.get(roles);
    const value = evaluate(this.formula, (role) => this.roleValue(role, side));
    this.values.set(roles, value);
    return value;
  }

  private roleValue(name: string, side: Bits): Known {
    const role = this.roles.find((one) => one.name === name);
    if (role === undefined || !meet(side, role.rows)) return false;
    return meet(side, role.complete) ? true : undefined;
  }
}
