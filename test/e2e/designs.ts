import * as fc from 'fast-check';
import { parsePolicy, type Platform, type RenderedAccess } from '../../src';
import { renderedOn, stacks } from '../verify/stacks';

/** A design that was drawn: what is rendered of it. */
export interface Design {
  readonly number: number;
  readonly rendered: RenderedAccess;
}

/** How many designs each server gets where somebody says so: thousands by `DESIGNS=1000 npx jest test/e2e/designs`, and others by `FC_SEED`. */
export const DESIGNS = Number(process.env.DESIGNS ?? 0);

/** So many designs that a platform takes, the same at every run. */
export function designsOn(platform: Platform, count: number): readonly Design[] {
  const drawn = fc.sample(stacks, { numRuns: count * 6, seed: Number(process.env.FC_SEED ?? 20261130) });
  const taken = drawn.flatMap((plan) => renderedOn(platform, plan) ?? renderedOn(platform, { ...plan, buckets: {}, external: [] }) ?? []);
  return taken.slice(0, count).map((rendered, number) => ({ number, rendered }));
}

/** A change of what is rendered, as an accident makes it. */
export interface Mutation {
  readonly name: string;
  readonly change: (rendered: RenderedAccess) => RenderedAccess;
  /** What it does to access, by what `compareAccess` has to say. */
  readonly verdict: 'gained' | 'lost' | 'both';
}

interface Policy {
  readonly json: string;
}

type Document = { readonly Statement: readonly Statement[] };
type Statement = Readonly<Record<string, unknown>> & { readonly Sid?: string; readonly Effect: string };

/** With the documents of users, of one user or of buckets changed, as text and as what it says. */
function withDocuments(rendered: RenderedAccess, of: 'users' | 'buckets' | { readonly user: string }, change: (json: string) => string): RenderedAccess {
  const changed = <T extends Policy>(all: readonly T[]): readonly T[] => all.map((one) => {
    const json = change(one.json);
    return { ...one, json, document: parsePolicy(json, { kind: of === 'buckets' ? 'resource' : 'identity' }).document! };
  });
  if (of === 'buckets') return { ...rendered, buckets: changed(rendered.buckets) };
  const isMeant = (name: string): boolean => of === 'users' || of.user === name;
  return { ...rendered, users: rendered.users.map((user) => (isMeant(user.name) ? { ...user, policies: changed(user.policies) } : user)) };
}

const text = (name: string, verdict: Mutation['verdict'], from: string, to: string): Mutation => (
  { name, verdict, change: (rendered) => withDocuments(rendered, 'users', (json) => json.replaceAll(from, to)) }
);
const statements = (json: string, keep: (statement: Statement) => boolean): string => {
  const { Statement: all, ...document } = JSON.parse(json) as Document;
  return JSON.stringify({ ...document, Statement: all.filter(keep) });
};

/** What a stack goes wrong by. `releases/firmware/`, `shared/home/` and the people are those of the stack that it is done to. */
export const MUTATIONS: readonly Mutation[] = [
  text('a prefix widened', 'gained', 'releases/firmware/*', 'releases/*'),
  text('a slash lost', 'gained', 'releases/firmware/*', 'releases/firmware*'),
  text('a home folder that is everybody\'s', 'gained', 'shared/home/dana/*', 'shared/home/*'),
  text('a condition loosened', 'gained', '"s3:prefix":"firmware/*"', '"s3:prefix":"*"'),
  text('a condition tightened', 'lost', '"s3:prefix":"firmware/*"', '"s3:prefix":"firmware/deep/*"'),
  text('an action too much', 'gained', '"Action":"s3:GetObject"', '"Action":["s3:GetObject","s3:DeleteObject"]'),
  text('an action that is another', 'both', '"Action":"s3:GetObject"', '"Action":"s3:PutObject"'),
  text('buckets mixed up', 'both', 'arn:aws:s3:::releases/firmware', 'arn:aws:s3:::shared/firmware'),
  {
    name: 'a membership dropped',
    verdict: 'lost',
    change: (rendered) => withDocuments(rendered, { user: 'lee' }, (json) => statements(json, ({ Sid = '' }) => !Sid.startsWith('PerUserHomeFolder'))),
  },
  { name: 'a Deny dropped', verdict: 'gained', change: (rendered) => ({ ...rendered, buckets: [] }) },
  {
    name: 'a Deny without its condition',
    verdict: 'lost',
    change: (rendered) => withDocuments(rendered, 'buckets', (json) => json.replaceAll(',"Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}', '')),
  },
  {
    name: 'users swapped',
    verdict: 'both',
    change: (rendered) => {
      const policiesOf = (name: string) => rendered.users.find((user) => user.name === name)?.policies ?? [];
      const swapped: Readonly<Record<string, string>> = { upload: 'dana', dana: 'upload' };
      return { ...rendered, users: rendered.users.map((user) => ({ ...user, policies: policiesOf(swapped[user.name] ?? user.name) })) };
    },
  },
];
