/** What the entries of the core export, all together, for tests that go through it. */
export * from '../src';
export * from '../src/decide';
export * from '../src/platforms';
export * from '../src/policy';
