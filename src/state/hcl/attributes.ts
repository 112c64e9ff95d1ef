/** A resource or a module as a value: its attributes are computed when they are asked for. */
export abstract class Attributes {
  /** The value of an attribute. */
  public abstract attribute(name: string): unknown;
}
