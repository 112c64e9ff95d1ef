import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyJson } from '../../src/policy/json';
import { parsePolicy } from '../../src/policy/parse';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'corpus');

/** Errors that real policies have by file: dialects of other platforms, which AWS refuses too. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'aws-docs.json': [],
  's3-tests.json': [],
  'diff-access-analyzer-samples.json': [],
  'ceph-rgw.json': [],
  'minio-pkg.json': ['InvalidResource'],
  'scality-arsenal.json': ['EmptyVariable', 'UnknownOperator', 'WrongType'],
  'seaweedfs.json': ['UnknownOperator', 'VariableNotAllowed'],
};

function documentsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'Statement' in value ? [value] : Object.values(value).flatMap(documentsIn);
}

// the corpus is not part of the repository
const here = existsSync(FOLDER) ? test : test.skip;

here.each(Object.entries(FILES))('every policy of the corpus file ../shared/corpus/%s is read (skipped where that folder is absent)', (file, allowed) => {
  const documents = documentsIn(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
  expect(documents.length).toBeGreaterThan(50);
  const errors = new Set<string>();
  for (const input of documents) {
    const { document, problems } = parsePolicy(input);
    problems.filter(({ severity }) => severity === 'error').forEach(({ code }) => errors.add(code));
    if (document !== undefined) expect(parsePolicy(policyJson(document)).document?.statements).toHaveLength(document.statements.length);
  }
  expect([...errors].sort()).toEqual(allowed);
});
