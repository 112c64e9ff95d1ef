/** What was made for each construct, out of its public fields, which Pulumi reads as outputs. A construct has a state once its constructor is through. */
export class States<State> {
  private readonly states = new WeakMap<object, State>();

  /** Keeps what was made for a construct. */
  public set(construct: object, state: State): void {
    this.states.set(construct, state);
  }

  /** What was made for a construct of which that is certain. */
  public of(construct: object): State {
    return this.states.get(construct) as State;
  }

  /** What was made for a value, if it is such a construct. */
  public find(value: unknown): State | undefined {
    return typeof value === 'object' && value !== null ? this.states.get(value) : undefined;
  }
}
