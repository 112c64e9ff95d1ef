import { AccessError } from '../errors';
import type { AccessState } from './access-state';
import { assemble } from './assemble';
import { readProxy } from './proxy-file';
import type { ReadAccessOptions } from './source';
import { Unknowns } from './unknown';

export { isProxyConfig } from '../plan/delta-glider/read-access-yaml';

/**
 * Reads the file of a DeltaGlider Proxy, `access.yaml`, by itself.
 *
 * @param name where the text comes from, for errors
 * @throws AccessError `UnreadableSource`
 */
export function readProxyFile(text: string, name: string, options: ReadAccessOptions): AccessState {
  const tokens = new Unknowns();
  const read = readProxy(text, name, tokens) ?? { problem: 'is none' };
  if ('resources' in read) return assemble(read.resources, tokens, options, read.notes);
  throw new AccessError({
    code: 'UnreadableSource',
    message: `${name} looks like a configuration of DeltaGlider Proxy, but ${read.problem}`,
    remedy: 'give the file as it was rendered, or as the proxy takes it',
  });
}
