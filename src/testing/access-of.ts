import { AccessError } from '../errors';
import type { AccessPlan } from '../plan/planned';
import type { RenderedAccess } from '../plan/rendered-access';
import { reading } from '../shape/shape';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { isObject } from '../state/json';
import { readAccess, readAccessText } from '../state/read-access';
import { isSinglePolicy } from '../state/single-policy';
import type { PulumiRecording } from './pulumi-recording';
import { isConstruct, synthesized, type ConstructLike } from './synthesized';

/**
 * Whatever access can be read from: a stack or a construct in one, a plan, a recording of a Pulumi program, an access state, or output of
 * an engine, as text (what `Testing.synth` returns) or parsed.
 */
export type AccessSubject =
  ConstructLike | AccessPlan | RenderedAccess | PulumiRecording | AccessState | AccessStateJson | Readonly<Record<string, unknown>> | string;

/**
 * The access state of a subject. A construct stands for the stack that it is in, because what somebody may do depends on all of it; its
 * aspects and validations run first, as they do at synth.
 *
 * @throws AccessError `InvalidStack` when a validation fails, `EmptyRecording`, `UnreadableSource`
 */
export function accessOf(subject: AccessSubject): AccessState {
  refuseUnheld(typeof subject === 'string' ? parsed(subject) : subject);
  if (typeof subject === 'string') return readAccessText(subject);
  const construct = reading({ where: 'the subject', code: 'UnreadableSource' }, () => {
    refuseUnfinished(subject);
    return isConstruct(subject) ? subject : undefined;
  });
  if (construct !== undefined) return readAccess(synthesized(construct));
  return readAccess(subject as Readonly<Record<string, unknown>>);
}

/** What holds nothing yet would deny everything, so that every test of a denial would pass. */
function refuseUnfinished(subject: unknown): void {
  if (typeof subject !== 'object' || subject === null) return;
  if ('then' in subject && typeof subject.then === 'function') {
    throw new AccessError({ code: 'UnreadableSource', message: 'the subject is a promise', remedy: 'await it first: expect(await …)' });
  }
  if ('mocks' in subject && 'steps' in subject && Array.isArray(subject.steps) && subject.steps.length === 0) {
    throw new AccessError({
      code: 'EmptyRecording',
      message: 'the recording is empty: the program registered nothing so far',
      remedy: 'give recording.mocks to pulumi.runtime.setMocks before the program is loaded, and await pulumi.runtime.disconnect() after it',
    });
  }
}

/** One policy would be that of somebody whose name no test knows, so that every test of a denial would pass. */
function refuseUnheld(subject: unknown): void {
  if (!isObject(subject) || !isSinglePolicy(subject)) return;
  throw new AccessError({
    code: 'UnreadableSource', message: 'the source is a single policy document', remedy: 'say whose policy it is: { "users": { "NAME": { "policies": [DOCUMENT] } } }',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
