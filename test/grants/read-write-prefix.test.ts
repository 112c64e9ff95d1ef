import { readOnlyPrefix, readWritePrefix, writeOnlyUploader } from '../../src/grants';
import { pretty } from './rendered';

const target = { bucket: 'shared', prefix: 'team-a/' };

test.each([
  ['reads, lists and uploads below the prefix, and deletes nothing', target],
  ['delete', { ...target, allowDelete: true }],
  ['deleting versions', { ...target, allowDeleteVersions: true }],
  ['old versions', { ...target, allowVersions: true }],
  ['tagging', { ...target, allowTagging: true }],
  ['everything', { ...target, allowDelete: true, allowDeleteVersions: true, allowVersions: true, allowTagging: true }],
  ['the whole bucket', { bucket: 'shared', prefix: '' }],
])('%s', (_name, props) => {
  expect(pretty(readWritePrefix(props))).toMatchSnapshot();
});

test.each([
  [{}, {}, {}],
  [{ allowVersions: true }, { allowVersions: true }, {}],
  [{ allowTagging: true }, {}, { allowTagging: true }],
] as const)('with %j it gives exactly what reading and uploading give together', (options, reading, uploading) => {
  const actions = (statements: readonly { readonly actions: readonly string[] }[]) => statements.flatMap((statement) => statement.actions);
  const union = [...readOnlyPrefix({ ...target, ...reading }).statements, ...writeOnlyUploader({ ...target, ...uploading }).statements];
  expect(new Set(actions(readWritePrefix({ ...target, ...options }).statements))).toEqual(new Set(actions(union)));
});
