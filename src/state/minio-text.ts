import { isObject, mapStrings, objectOf, own } from './json';

/**
 * A policy as MinIO's provider hands it back, in the words of AWS: the server writes the resource `*` as its prefix and its pattern, both `*`.
 *
 * @see https://github.com/minio/pkg/blob/main/policy/resource.go
 */
export function asAwsWrites(policy: unknown): unknown {
  if (typeof policy !== 'string') return isObject(policy) ? inDocument(policy) : policy;
  if (!policy.includes('"**"')) return policy;
  try {
    return JSON.stringify(inDocument(JSON.parse(policy) as unknown));
  } catch {
    // what is not JSON is reported where the policy is read
    return policy;
  }
}

function inDocument(document: unknown): unknown {
  const statements = own(document, 'Statement');
  if (!isObject(document) || statements === undefined) return document;
  const changed = Array.isArray(statements) ? statements.map(inStatement) : inStatement(statements);
  return objectOf(Object.entries(document).map(([key, value]) => [key, key === 'Statement' ? changed : value]));
}

function inStatement(statement: unknown): unknown {
  if (!isObject(statement)) return statement;
  return objectOf(Object.entries(statement).map(([key, value]) => [
    key, key === 'Resource' || key === 'NotResource' ? mapStrings(value, (text) => (text === '**' ? '*' : text)) : value,
  ]));
}
