import { sha256Hex } from '../shape/sha256';

/** A fingerprint of a text: the first 16 bytes of its SHA-256, in hexadecimal; one of fewer bits could be made equal for two texts on purpose. */
export const fingerprint = (text: string): string => sha256Hex(text).slice(0, 32);

let unreadable = 0;

/** The fingerprint of what can't even be looked at: equal to no other, since nobody knows whether it changed. */
export const freshFingerprint = (): string => `unreadable ${++unreadable}`;
