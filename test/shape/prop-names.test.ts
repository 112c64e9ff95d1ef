import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** Props of grants and guards that mean the same are called the same: each name, with the type that it has wherever it is. */
const src = join(__dirname, '..', '..', 'src');
const files = ['grants', 'guards'].flatMap((room) => readdirSync(join(src, room)).map((file) => join(src, room, file)));

interface Prop { readonly of: string; readonly name: string; readonly type: string }
const props: readonly Prop[] = files.flatMap((path) => {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isInterfaceDeclaration).filter(({ name }) => /(?:Props|Exceptions|Scope|Management|Conditions)$/.test(name.text))
    .flatMap(({ name: of, members }) => members.filter(ts.isPropertySignature).map(({ name, type }) => ({ of: of.text, name: name.getText(), type: type?.getText() ?? '' })));
});

test('there are props to look at', () => {
  expect(props.length).toBeGreaterThan(50);
});

/** Names that are not used again, and what says the same. */
const OLD = new Map([
  ...['ranges', 'sourceIp', 'sourceIps'].map((old) => [old, 'ipRanges'] as const),
  ...['endpoints', 'vpcEndpoint'].map((old) => [old, 'vpcEndpoints'] as const),
  ...['exempt', 'exceptions'].map((old) => [old, 'except'] as const),
  ...['seconds', 'maximumAgeSeconds'].map((old) => [old, 'maximumSeconds'] as const),
  ['days', 'minimumDays'], ['vpc', 'vpcs'], ['userAgent', 'userAgents'], ['region', 'regions, or sourceRegion'], ['trailRegion', 'sourceRegion'],
]);

test('a name that was unified does not come back', () => {
  expect(props.filter(({ name }) => OLD.has(name)).map(({ of, name }) => `${of}.${name}: ${OLD.get(name)}`)).toEqual([]);
});

test('a duration says which bound it is, and in what unit', () => {
  expect(props.filter(({ name, type }) => type === 'number' && !/^(?:minimum|maximum)(?:Days|Seconds)$/.test(name))).toEqual([]);
});

/** Flags that say what is so, of the bucket or of a request, and give or take nothing by themselves. */
const STATED = ['objectLock', 'otherAccount', 'mfa', 'https'];

test('a flag that gives or takes something is a verb', () => {
  expect(props.filter(({ name, type }) => type === 'boolean' && !/^(?:allow|deny|override|replicate)[A-Z]|May[A-Z]/.test(name) && !STATED.includes(name))).toEqual([]);
});

test('a listing is of one type', () => {
  expect(props.filter(({ name }) => name === 'listing').map(({ type }) => type)).toEqual(Array(5).fill('Listing'));
});

/** Lists whose name is a word for all of it. */
const WHOLE = ['except'];

test('a list has a name in the plural', () => {
  expect(props.filter(({ name, type }) => /^readonly /.test(type) && !name.endsWith('s') && !WHOLE.includes(name))).toEqual([]);
});
