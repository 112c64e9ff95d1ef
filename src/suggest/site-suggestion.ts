import type { AccessChange } from '../compare/types';
import { identityDocument } from '../plan/identity-document';
import type { Platform } from '../platforms/platform';
import type { Effect, Statement } from '../policy/document';
import { changeLines, conditionText, listText, principalLabel } from '../report/review/labels';
import { LONGEST_REQUEST, shown } from '../shape/shown';
import { Call, type PlanNode } from './call';
import type { Candidate, Holder, Sought } from './candidates';
import { cover } from './cover';
import { type Nearest, nearestTo } from './nearest';
import type { FoundStatement, Site } from './sites';

/** The grant or guard that comes nearest to a statement, and the difference in both directions. */
export interface NearestIntent {
  /** What it would be called in a plan, such as `readOnlyPrefix({"bucket":"releases","prefix":""})`. */
  readonly intent: string;
  /** What it would allow beside; of a guard, what it would deny beside. */
  readonly adds: readonly AccessChange[];
  /** What it wouldn't allow; of a guard, what it wouldn't deny. */
  readonly loses: readonly AccessChange[];
}

/** A statement of the stack, and what it becomes in the plan. */
export interface SuggestedStatement {
  /** The policy's name, for example `user dana, inline policy home`. */
  readonly policy: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** Its Sid, where it has one. */
  readonly sid?: string;
  /**
   * `intents`: grants or guards of its holder say it. `custom`: it stands in the plan as it is. `stays`: it can't stand in a plan. `nothing`: it
   * allows, or denies, nothing at all, since no request is like that.
   */
  readonly becomes: 'intents' | 'custom' | 'stays' | 'nothing';
  /**
   * Of one that no grant or guard says exactly, the nearest.
   *
   * @default - none has to do with it
   */
  readonly nearest?: NearestIntent;
}

/** What a plan says of somebody or a bucket. */
export interface SiteSuggestion {
  readonly site: Site;
  /** The grants, each with its grantee where that isn't the holder. */
  readonly grants: readonly Candidate[];
  readonly guards: readonly Candidate[];
  /** Statements that no grant or guard says. */
  readonly custom: readonly CustomStatement[];
  readonly statements: readonly SuggestedStatement[];
}

/** A statement that is kept. */
export interface CustomStatement {
  readonly statement: Statement;
  /** What is said about it. */
  readonly remarks: readonly string[];
}

/** What a site's statements come to, by themselves: equal ones of several holders are looked at once. */
interface Solved {
  readonly grants: readonly Candidate[];
  readonly guards: readonly Candidate[];
  /** The nearest of each statement that stays, by its place among all. */
  readonly left: ReadonlyMap<number, Nearest | undefined>;
  /** The places of statements that say nothing at all. */
  readonly empty: ReadonlySet<number>;
}

/** Says what the statements of each site come to. */
export class Suggester {
  private readonly solved = new Map<string, Solved>();

  public constructor(private readonly platform: Platform) {}

  /** What somebody's statements, or those of a bucket, come to. */
  public suggestionFor(site: Site): SiteSuggestion {
    const { grants, guards, left, empty } = this.solve(site);
    const become = (at: number) => (empty.has(at) ? 'nothing' : left.has(at) ? 'custom' : 'intents');
    return {
      site,
      grants,
      guards,
      custom: site.statements.flatMap((found, at) => (left.has(at) ? [{ statement: found.statement, remarks: remarks(found, left.get(at)) }] : [])),
      statements: site.statements.map(({ policy, index, statement: { sid } }, at) => {
        const near = left.get(at);
        return { policy, index, ...(sid !== undefined && { sid }), becomes: become(at), ...(near !== undefined && { nearest: described(near) }) };
      }),
    };
  }

  private solve({ holder, statements }: Site): Solved {
    // names stand in policies of other platforms, and in those of buckets
    const name = holder.kind === 'bucket' || this.platform.evaluation !== undefined ? holder.name : '';
    const key = JSON.stringify([holder.kind, name, statements.map(({ statement: { sid: _sid, ...statement } }) => statement)]);
    const known = this.solved.get(key) ?? solve(holder, statements.map(({ statement }) => statement), this.platform);
    this.solved.set(key, known);
    return known;
  }
}

function solve(holder: Holder, statements: readonly Statement[], platform: Platform): Solved {
  const places = (effect: Effect) => [...statements.keys()].filter((at) => statements[at].effect === effect);
  const sought = (effect: Effect): Sought => ({ holder, effect, platform, statements: places(effect).map((at) => statements[at]) });
  const [allows, denies] = [sought('Allow'), sought('Deny')];
  const allowed = cover(allows);
  const denied = cover(denies, deniedAnyway(allowed.chosen, holder, platform));
  const left = ([[allows, allowed], [denies, denied]] as const).flatMap(([side, found]) => found.left.map((index) => (
    [places(side.effect)[index], nearestTo(side, side.statements[index])] as const
  )));
  const empty = [...allowed.empty.map((index) => places('Allow')[index]), ...denied.empty.map((index) => places('Deny')[index])];
  return { grants: allowed.chosen, guards: denied.chosen, left: new Map(left), empty: new Set(empty) };
}

/** What a platform denies beside grants. */
function deniedAnyway(grants: readonly Candidate[], holder: Holder, platform: Platform): readonly Statement[] {
  if (holder.kind === 'bucket' || grants.length === 0) return [];
  return identityDocument(grants.map(({ intent }) => intent), holder, platform).document.statements.filter(({ effect }) => effect === 'Deny');
}

/** A call of the function of a grant or guard. */
export function callOf({ name, props }: Candidate): Call {
  return new Call(name, Object.keys(props).length === 0 ? undefined : props as { readonly [prop: string]: PlanNode });
}

function intentText({ name, props }: Candidate): string {
  return `${name}(${Object.keys(props).length === 0 ? '' : shown(props, LONGEST_REQUEST)})`;
}

function described({ candidate, adds, loses }: Nearest): NearestIntent {
  return { intent: intentText(candidate), adds, loses };
}

function remarks({ policy, index, statement }: FoundStatement, near: Nearest | undefined): readonly string[] {
  const { sid, effect } = statement;
  const kind = effect === 'Allow' ? 'grant' : 'guard';
  const where = `${policy}, statement ${sid ?? index + 1}`;
  if (near === undefined) return [`${where}: no ${kind} has to do with it`];
  const [adds, loses] = effect === 'Allow' ? ['it would also allow', 'it would not allow'] : ['it would also deny', 'it would not deny'];
  const isResource = statement.principals !== undefined || statement.notPrincipals !== undefined;
  return [
    `${where}: no ${kind} says exactly this; the nearest is ${intentText(near.candidate)}`,
    ...changeLinesOf(near.adds, adds, isResource), ...changeLinesOf(near.loses, loses, isResource),
    ...(near.isWhole ? [] : ['  how they differ can\'t be determined in full']),
  ];
}

/** A line for each change; in the policy of a bucket with the principals that it is about. */
function changeLinesOf(changes: readonly AccessChange[], verb: string, isResource: boolean): readonly string[] {
  const alike = new Map<string, string[]>();
  for (const change of changes) alike.set(changeText(change), [...alike.get(changeText(change)) ?? [], principalLabel(change.principal)]);
  return [...alike].map(([text, principals]) => `  ${verb} ${text}${isResource ? `, to ${listText([...new Set(principals)])}` : ''}`);
}

function changeText(change: AccessChange): string {
  const [[, where], ...more] = [...changeLines({ change }).filter(([title]) => title === 'on'), ...changeLines({ change }).filter(([title]) => title === 'without' || title === 'except')];
  const conditions = [...change.conditions.before, ...change.conditions.after].flatMap((statement) => statement.conditions);
  const when = [...new Set(conditions.map(conditionText))];
  return [
    `${listText(change.actions)} on ${where}`, ...more.map(([title, text]) => `${title} ${text}`), ...(when.length === 0 ? [] : [`by the conditions ${when.join(' and ')}`]),
  ].join(', ');
}
