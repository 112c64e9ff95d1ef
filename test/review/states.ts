import { compareAccess } from '../../src/compare';
import { accept, type AcceptedChange, type Review, reviewChanges } from '../../src/report/review';
import { readAccess, type AccessStateJson } from '../../src/state';

/** A policy of one statement. */
export function policy(statement: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
}

const uploads = policy({ Sid: 'Uploads', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: 'arn:aws:s3:::releases/firmware/*' });
const docs = policy({ Sid: 'Docs', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/docs/*' });
const homes = policy({ Sid: 'Homes', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::homes/${aws:username}/*' });
const fromOffice = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
const reads = { Sid: 'Reads', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' };

/** Before and after of every sort of change: a prefix that is lost, a condition that goes, a member who comes, a user who goes. */
export const before: AccessStateJson = {
  account: '111122223333',
  users: { ci: { policies: [uploads] }, dana: { policies: [policy({ ...reads, Condition: fromOffice })], groups: ['engineering'] }, old: { policies: [docs] } },
  groups: { engineering: { policies: [docs] } },
  buckets: { releases: {}, homes: {} },
};

export const after: AccessStateJson = {
  account: '111122223333',
  users: {
    ci: { policies: [policy({ Sid: 'Uploads', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: 'arn:aws:s3:::releases/firmware*' })] },
    dana: { policies: [policy(reads)], groups: ['engineering'] },
    lee: { groups: ['engineering'] },
  },
  groups: { engineering: { policies: [docs, homes] } },
  buckets: { releases: {}, homes: {} },
};

/** The same access, written in another way: one statement split in two, and under another name. */
export const rewritten: AccessStateJson = {
  ...before,
  users: {
    ...before.users,
    ci: {
      policies: [{
        Version: '2012-10-17',
        Statement: ['s3:AbortMultipartUpload', 's3:PutObject'].map((Action) => ({ Sid: Action.slice(3), Effect: 'Allow', Action, Resource: 'arn:aws:s3:::releases/firmware/*' })),
      }],
    },
  },
};

/** A name that means something to Markdown, Mermaid, HTML, a terminal and a spreadsheet. */
export const HOSTILE = '<img src=x onerror=alert(1)>`"]|\n<script>alert(2)</script>[x](https://evil.example) @team **b** \u001b[31m\u202e "); click p0 call alert()';

/** A review of two states. */
export function review(one: AccessStateJson, other: AccessStateJson, entries?: readonly AcceptedChange[], today = '2026-11-21'): Review {
  const [had, has] = [readAccess(one), readAccess(other)];
  const comparison = compareAccess(had, has);
  return reviewChanges({ name: 'main.json', state: had }, { name: 'stacks/branch.json', state: has }, comparison, entries && accept(comparison, entries, today));
}
