import { AccessError } from '../../errors';
import { splitDeployTime } from '../../policy/deploy-time';
import type { NodeId, Attribute } from './node';

/** What is known only at deploy, where no engine makes tokens for it. */
export type LateValue =
  /** An input of what is made, or one element of an input that is a map. */
  | { readonly variable: string; readonly element?: string }
  | { readonly ref: NodeId; readonly attribute: Attribute };

/** What is late, for people and names. */
export function lateName(value: LateValue): string {
  return 'variable' in value ? value.variable : value.ref;
}

/** Placeholders for what is known only at deploy, by which it travels through the core, and what each stands for. */
export class LateValues {
  private readonly values: LateValue[] = [];

  /** A placeholder; the same for the same value. */
  public placeholder(value: LateValue): string {
    const known = this.values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value));
    const index = known < 0 ? this.values.push(value) - 1 : known;
    return `\${TfToken[late.${index}]}`;
  }

  /**
   * The plain pieces of a text and what is late in it, in order.
   *
   * @throws AccessError `DeployTimeValue` where an engine made the placeholder
   */
  public piecesOf(text: string): ReadonlyArray<string | LateValue> {
    return splitDeployTime(text).map((piece, index) => (index % 2 === 0 ? piece : this.valueOf(piece))).filter((piece) => piece !== '');
  }

  private valueOf(placeholder: string): LateValue {
    const value = this.values[Number(/late\.(\d+)/.exec(placeholder)?.[1])];
    if (value !== undefined) return value;
    throw new AccessError({
      code: 'DeployTimeValue',
      message: 'the plan holds a value of an engine that is known only at deploy time, and no engine is here to fill it in',
      remedy: 'give the plan plain names, or instantiate it with StorageAccess of that engine',
    });
  }
}
