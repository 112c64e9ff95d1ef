import type * as Sha2 from '@noble/hashes/sha2';
import type * as Utils from '@noble/hashes/utils';

// loaded with the first hash: anyone who imports the core need not wait for it
const sha2 = (): typeof Sha2 => require('@noble/hashes/sha2');
const utils = (): typeof Utils => require('@noble/hashes/utils');

const hash = (text: string): Uint8Array => sha2().sha256(utils().utf8ToBytes(text));

/** The SHA-256 of a text in hexadecimal digits. Not by Node's own module: the core runs in browsers too. */
export const sha256Hex = (text: string): string => utils().bytesToHex(hash(text));

/** The SHA-256 of a text in Base64, as a content security policy writes it. */
export const sha256Base64 = (text: string): string => btoa(String.fromCharCode(...hash(text)));
