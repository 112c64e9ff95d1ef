import type { VerifyRequest } from '../types';

/** Something that a run made, or may have made. */
export interface Entry {
  readonly bucket: string;
  readonly key: string;
  /** A marker is what a bucket with versions keeps where an object was deleted. */
  readonly kind: 'object' | 'version' | 'marker' | 'upload';
  /** The version, the marker or the upload. @default - the object itself */
  readonly id?: string;
  /** Whose request made it; `anonymous` for nobody's. */
  readonly by: VerifyRequest['principal'];
  /** Whether the server said that it is there: what was asked for and not answered may be there too. */
  readonly isCertain: boolean;
}

/**
 * What a run has made and not yet removed. A request that makes something is written down before it is sent, so that nothing is forgotten
 * where the answer is lost; what it doesn't hold is never removed.
 */
export class Ledger {
  private readonly entries = new Map<string, Entry>();
  /** Every key that was ever written down. */
  private readonly keys = new Set<string>();

  /** Before a request is sent that makes an object. */
  public expect(bucket: string, key: string, by: Entry['by']): void {
    this.keys.add(id({ bucket, key }));
    const entry: Entry = { bucket, key, kind: 'object', by, isCertain: false };
    if (!this.entries.has(id(entry))) this.entries.set(id(entry), entry);
  }

  /** When the server has made it; the id of its version, or of the upload. */
  public add(entry: Entry): void {
    this.keys.add(id(entry));
    if (entry.kind === 'version') this.entries.delete(id({ bucket: entry.bucket, key: entry.key }));
    this.entries.set(id(entry), entry);
  }

  /** When it is gone, or never was. */
  public remove({ bucket, key, id: own }: Pick<Entry, 'bucket' | 'key' | 'id'>): void {
    this.entries.delete(id({ bucket, key, id: own }));
  }

  /** Whether a run made, or may have made, what is called so. */
  public made(bucket: string, key: string): boolean {
    return this.keys.has(id({ bucket, key }));
  }

  /** All that is left. */
  public all(): readonly Entry[] {
    return [...this.entries.values()];
  }
}

function id({ bucket, key, id: own }: Pick<Entry, 'bucket' | 'key' | 'id'>): string {
  return JSON.stringify([bucket, key, own ?? '']);
}
