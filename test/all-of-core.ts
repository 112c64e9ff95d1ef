/** What the entries of the core export, all together, for tests that go through it. */
export * from '../src';
export * from '../src/entries/decide';
export * from '../src/entries/platform';
export * from '../src/entries/policy';
