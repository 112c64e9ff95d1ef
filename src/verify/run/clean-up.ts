import type { Expectations } from '../derive/expectation';
import type { LeftOver, VerifyRequest } from '../types';
import { inParallel } from './in-parallel';
import type { Entry, Ledger } from './ledger';
import type { Session } from './session';

/** Who removes what a run made. */
export interface CleaningUp {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly expectations: Expectations;
  readonly users: readonly string[];
  readonly owner?: string;
  readonly connection: VerifyRequest['connection'];
  readonly concurrency: number;
  /** Whether the server has stopped answering: then it isn't asked again for each. */
  readonly isUnreachable: () => boolean;
}

/** Removes all that a run made, as anyone who may, and says what is left. */
export async function cleanUp(cleaning: CleaningUp): Promise<readonly LeftOver[]> {
  const { ledger, concurrency } = cleaning;
  const why = new Map<Entry, string>();
  await inParallel(ledger.all(), concurrency, async (entry) => {
    const reason = await removeOne(entry, cleaning);
    if (reason !== undefined) why.set(entry, reason);
  });
  const left = ledger.all();
  // a marker that hides a version is not worth a line of its own
  const versions = new Set(left.filter(({ kind }) => kind === 'version').map(({ bucket, key }) => `${bucket}/${key}`));
  return left.filter(({ kind, bucket, key }) => kind !== 'marker' || !versions.has(`${bucket}/${key}`)).map((entry) => ({
    bucket: entry.bucket,
    key: entry.key,
    kind: entry.kind,
    ...(entry.id !== undefined && { id: entry.id }),
    reason: `${entry.isCertain ? '' : 'it may be there: its request was not answered; '}${why.get(entry) ?? 'it was not removed'}`,
  }));
}

/** @returns why it is still there; undefined when it is gone */
async function removeOne(entry: Entry, { session, expectations, users, owner, connection, isUnreachable }: CleaningUp): Promise<string | undefined> {
  const operation = entry.kind === 'upload' ? 'AbortMultipartUpload' : 'DeleteObject';
  const request = (user: string): VerifyRequest => (
    { principal: { user }, operation, bucket: entry.bucket, key: entry.key, query: [], headers: {}, connection, signing: 'header' }
  );
  const may = users.filter((user) => user !== owner && expectations.expects(request(user)) === 'allow');
  const maker = entry.by === 'anonymous' ? [] : [entry.by.user];
  const tried = [...new Set([...(owner === undefined ? [] : [owner]), ...may, ...maker])];
  let reason = 'nobody with credentials may remove it';
  for (const user of tried) {
    if (isUnreachable()) return 'the server could not be reached';
    const reference = entry.kind === 'upload' ? { uploadId: entry.id } : entry.kind === 'object' ? {} : { versionId: entry.id };
    const answer = await session.send(request(user), reference);
    if (answer.status === undefined) reason = answer.reason;
    else if (answer.status < 300 || answer.status === 404) return undefined;
    else if (entry.kind === 'version') reason = await hidden(request(user), session, reason);
    else if (answer.status !== 403) reason = `${answer.status} ${answer.code ?? ''}`.trim();
  }
  return reason;
}

const HIDDEN = 'the bucket keeps versions, and nobody with credentials may remove this one: a delete marker hides it';

/** Where a version can't be removed, the object at least can no longer be seen. */
async function hidden(request: VerifyRequest, session: Session, before: string): Promise<string> {
  if (before === HIDDEN) return before;
  const { status } = await session.send(request);
  return status !== undefined && status < 300 ? HIDDEN : before;
}
