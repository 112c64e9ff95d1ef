import type { Statement } from '../../policy/document';
import type { Assembly } from '../assembly';
import type { DraftResource } from '../draft';
import { blocks } from '../json';
import type { NamedPolicy } from '../named-policy';
import type { SourceResource } from '../source';
import { givePolicy, isPolicy, openResource, setPolicy } from './resources';

/** What keys are named by where their ARN isn't. */
const keyId = (id: string): string => `key ${id}`;

/** A key whose ARN is known; its policy, where the source tells none, is AWS's default. */
export function declareKey(state: Assembly, resource: SourceResource): void {
  const arn = state.text(resource, 'arn');
  const key = openResource(state, resource, 'kmsKey', arn);
  if (key === undefined) return;
  const id = state.text(resource, 'key_id') ?? key.arn.slice(key.arn.lastIndexOf('/') + 1);
  state.draft.resource(key.arn, () => key, resource.where, keyId(id));
  const value = resource.get('policy');
  if (isPolicy(value)) givePolicy(state, resource, key, 'policy', () => value);
}

/** The key that a resource names, by its id, its ARN or the resource that makes it. */
function keyIn(state: Assembly, resource: SourceResource): DraftResource | undefined {
  const text = state.text(resource, 'key_id');
  return (text === undefined ? undefined : state.draft.resourceAt(keyId(text))) ?? openResource(state, resource, 'kmsKey', text);
}

/** Gives a key its policy. */
export function connectKeyPolicy(state: Assembly, resource: SourceResource): void {
  const key = keyIn(state, resource);
  if (key !== undefined) setPolicy(state, resource, key, 'policy', () => resource.get('policy'));
}

/**
 * Gives a key a grant. One that counts only in an encryption context is named: whether a request has that context, it doesn't tell.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function connectKeyGrant(state: Assembly, resource: SourceResource): void {
  const { tokens } = state;
  const grantee = state.text(resource, 'grantee_principal');
  const operations: unknown = resource.get('operations');
  const isKnown = Array.isArray(operations) && operations.every((one) => typeof one === 'string' && tokens.isKnown(one));
  if (grantee === undefined || !isKnown || blocks(resource.get('constraints')).length > 0 || typeof resource.get('constraints') === 'string') {
    state.unread.add(resource);
    return;
  }
  const key = keyIn(state, resource);
  if (key === undefined) return;
  const retiring = state.text(resource, 'retiring_principal');
  const allow = (principal: string, names: readonly string[]): Statement => (
    { effect: 'Allow', principals: { AWS: [tokens.settle(principal)] }, actions: names.map((name) => `kms:${name}`), resources: [key.arn] }
  );
  const statements = [allow(grantee, operations as readonly string[]), ...(retiring === undefined ? [] : [allow(retiring, ['RetireGrant'])])];
  const grant: NamedPolicy = { name: `grant ${resource.where}`, document: { version: '2012-10-17', statements } };
  key.grants = [...key.grants ?? [], grant];
}
