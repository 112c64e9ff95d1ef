import type { AccessState } from '../../state/access-state';
import { OPERATIONS, type OperationName } from '../operations';
import { askerName, type Asker, type Connection, type NotTried, type Seed, type VerifyCase, type VerifyRequest } from '../types';
import { requestOf, type Draft } from './draft';
import type { Expectations } from './expectation';
import { scratchKey } from './locations';
import type { UploadHeaders } from './upload-headers';

/** Who can make objects for others to read, and with what. */
export interface Seeders {
  readonly state: AccessState;
  readonly run: string;
  readonly expectations: Expectations;
  readonly owner?: string;
  readonly users: readonly string[];
  readonly connection: Connection;
  readonly headers: readonly UploadHeaders[];
}

/**
 * Decides what a run makes before it asks, and with which key: objects and uploads that requests read, list or remove. Nothing else is ever read
 * or removed. An object that must not be read is made by somebody else than who asks for it, where who wrote an object may read it whatever
 * the policies say.
 */
export class Seeding {
  private readonly made = new Map<string, { readonly kind: Seed['kind']; readonly request: VerifyRequest; readonly cases: number[] }>();

  constructor(private readonly seeders: Seeders) {}

  /** What the object of a case is called, or why there is none for it. Remembers what has to be made. */
  public nameFor(draft: Draft, id: number, expected: 'allow' | 'deny'): string | NotTried {
    const { needs, changes = false } = OPERATIONS[draft.operation];
    if (needs === undefined || draft.at === undefined || draft.bucket === undefined) return String(id);
    const makers = this.makersOf(draft, needs === 'object' ? 'PutObject' : 'CreateMultipartUpload');
    const others = makers.filter(({ principal }) => askerName(principal) !== askerName(draft.principal));
    const mayBeOwn = expected === 'allow' || !ownsWhatItWrites(this.seeders.state);
    const [maker] = mayBeOwn ? [...others, ...makers] : others;
    if (maker === undefined) return { what: `${askerName(draft.principal)}: ${draft.operation} in ${draft.bucket}/${draft.at.start}`, reason: whyNobody(makers.length > 0, needs) };
    // what is only read is there once for each who makes it
    const name = changes || needs === 'upload' ? String(id) : `by-${[...this.names(), askerName(maker.principal)].indexOf(askerName(maker.principal))}`;
    const request = requestOf({ ...maker, at: draft.at }, this.seeders.run, name);
    const known = this.made.get(JSON.stringify(request));
    if (known === undefined) this.made.set(JSON.stringify(request), { kind: needs, request, cases: [id] });
    else known.cases.push(id);
    return name;
  }

  /** What has to be made. */
  public seeds(): readonly Seed[] {
    return [...this.made.values()];
  }

  /** Folders in which something is made that nobody may remove. */
  public lasting(cases: readonly VerifyCase[]): readonly string[] {
    const making = [...cases.filter(({ operation, expected }) => OPERATIONS[operation].makes === 'object' && expected === 'allow'), ...this.seeds().map(({ request }) => request)];
    const folders = making.filter(({ bucket = '', key = '' }) => this.removersOf(bucket, key).length === 0).map(({ bucket, key = '' }) => `${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`);
    return [...new Set(folders)].sort();
  }

  private removersOf(bucket: string, key: string): readonly Asker[] {
    const { owner, users, expectations, connection } = this.seeders;
    return [...(owner === undefined ? [] : [owner]), ...users].map((user) => ({ user })).filter(({ user }) => (
      user === owner || expectations.expects({ principal: { user }, operation: 'DeleteObject', bucket, key, query: [], headers: {}, connection, signing: 'header' }) === 'allow'
    ));
  }

  private names(): readonly string[] {
    const { owner, users } = this.seeders;
    return [...(owner === undefined ? [] : [owner]), ...users];
  }

  /** Who may make it, the owner first, each with headers that are allowed. */
  private makersOf({ bucket, at }: Draft, operation: OperationName): readonly Draft[] {
    const { owner, run, expectations, connection, headers } = this.seeders;
    const key = at === undefined ? '' : scratchKey(at, run, 'object');
    return this.names().flatMap((user) => {
      const draft: Draft = { principal: { user }, operation, bucket, at, connection, signing: 'header', about: 'seed' };
      if (user === owner) return [draft];
      const fitting = headers.find((one) => expectations.expects({ ...requestOf(draft, run, 'object'), key, headers: one }) === 'allow');
      return fitting === undefined ? [] : [{ ...draft, headers: fitting }];
    });
  }
}

function whyNobody(hasMakers: boolean, needs: 'object' | 'upload'): string {
  const what = needs === 'object' ? 'an object' : 'an upload in parts';
  return hasMakers
    ? `nobody else may make ${what} there, and on this platform who wrote it may read it whatever policies say; --owner names somebody who can`
    : `nobody with credentials may make ${what} there, and a run touches nothing that it did not make; --owner names somebody who can`;
}

/**
 * Whether a user may read what it wrote by the object's own ACL, whatever policies say, as measured on Ceph. What isn't known of a server is
 * taken to be so.
 */
function ownsWhatItWrites({ platform }: AccessState): boolean {
  return platform !== undefined && platform.accountOwnsObjects !== true;
}
