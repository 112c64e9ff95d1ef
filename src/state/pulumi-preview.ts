import { AccessError } from '../errors';
import { at, blocks, entries, isObject, own, scalarText } from './json';

/** What completes a preview that leaves unchanged resources out. */
const REMEDY = 'preview again with --show-sames (pulumi preview --json --show-sames), or put the export of the stack from before the preview beside it: { "preview": …, "base": … (pulumi stack export) }';

/**
 * The states that a preview ends in: what each step leaves, over what was there.
 *
 * @param base the resources of the export of the stack, where the source has it; the preview may leave out what it doesn't change
 * @throws AccessError `UnreadableSource` when resources are left out that nothing else tells of, or the preview failed
 */
export function statesAfter(preview: unknown, base?: readonly unknown[]): readonly unknown[] {
  const failed = blocks(own(preview, 'diagnostics')).find((diagnostic) => own(diagnostic, 'severity') === 'error');
  if (failed !== undefined) throw partial(`the preview failed, so it doesn't hold every resource: ${scalarText(own(failed, 'message')).trim().slice(0, 120)}`, 'preview again when the program runs');
  const steps = blocks(own(preview, 'steps'));
  const after = new Map((base ?? []).map((state) => [own(state, 'urn'), state]));
  const before = after.size;
  // a resource that is replaced has several steps; what it will be is in the last of them that has a new state
  for (const step of steps) {
    const [urn, state] = [own(step, 'urn') ?? at(step, 'newState', 'urn'), own(step, 'newState')];
    if (isObject(state)) after.set(urn, state);
    else if (own(step, 'op') === 'delete') after.delete(urn);
  }
  const same = Number(at(preview, 'changeSummary', 'same') ?? 0);
  const shown = steps.filter((step) => own(step, 'op') === 'same').length;
  if (base === undefined && same > shown) throw partial(`the preview counts ${same} resources that don't change and holds ${shown} of them`, REMEDY);
  const seen = new Set(steps.map((step) => own(step, 'urn')));
  const kept = (base ?? []).filter((state) => !seen.has(own(state, 'urn'))).length;
  if (base !== undefined && same !== shown + kept) {
    throw partial(`the preview leaves out ${same - shown} resources that don't change, and the export beside it has ${kept} of ${before} that the preview doesn't hold`, 'give the export of the same stack, made right before the preview');
  }
  return [...after.values()];
}

/** The resources of an export; `delete` marks what an interrupted update has left behind. */
export function exported(source: unknown): readonly unknown[] {
  return blocks(at(source, 'deployment', 'resources')).filter((resource) => own(resource, 'delete') !== true);
}

/** Whether a source is a preview with the export that completes it. */
export function isPreviewWithBase(json: unknown): boolean {
  return Array.isArray(at(json, 'preview', 'steps')) && isObject(at(json, 'base', 'deployment')) && entries(json).length === 2;
}

function partial(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'UnreadableSource', message, remedy });
}
