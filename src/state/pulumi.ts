import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import type { AccessState, UnknownAccess } from './access-state';
import { withAccount } from './arns';
import { assemble } from './assemble';
import { at, blocks, entries, isObject, type JsonObject, objectOf, own, scalarText } from './json';
import { PulumiPlatforms } from './pulumi-platforms';
import { PULUMI_TYPES, pulumiAttribute, terraformType } from './pulumi-types';
import { PLURAL } from './resource-roles';
import type { ReadAccessOptions, SourceReader, SourceResource } from './source';
import { Unknowns } from './unknown';

/** What stands for a value that is known only after the update. @see https://github.com/pulumi/pulumi (sdk, `unknownValue`) */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The key of a special value, and the kind that says "secret". */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** What previews show of a secret. */
const HIDDEN = '[secret]';

/** Reads `pulumi preview --json`. */
export const previewReader: SourceReader = {
  name: 'pulumi preview --json --show-sames',
  recognises: (json) => Array.isArray(own(json, 'steps')),
  read: (json, options) => readPreview(statesAfter(json), options),
};

/** Reads `pulumi preview --json` with the export of the stack, which has what the preview leaves out. */
export const completedPreviewReader: SourceReader = {
  name: '{ preview: pulumi preview --json, base: pulumi stack export }',
  recognises: isPreviewWithBase,
  read: (json, options) => readPreview(statesAfter(own(json, 'preview'), exported(own(json, 'base'))), options),
};

const readPreview = (states: readonly unknown[], options: ReadAccessOptions): AccessState => {
  const isFiled = (state: unknown) => hasFiles(state) || isBare(state, states);
  const [made, filed] = [states.filter((state) => !isFiled(state)), states.filter(isFiled)];
  return read(made, options, filed.map((state) => ({ where: scalarText(own(state, 'urn')), reason: 'a preview has the files of the last update only, and none before the first; read what renderAccess or cdktf makes of the plan, or pulumi stack export after the update' })));
};

/** Reads `pulumi stack export`. */
export const exportReader: SourceReader = {
  name: 'pulumi stack export',
  recognises: (json) => isObject(own(json, 'deployment')),
  read: (json, options) => read(exported(json), options),
};

/** Whether a state is a plan on a platform that takes files, which are its outputs. */
function hasFiles(state: unknown): boolean {
  return Object.keys(at(state, 'outputs', 'files') ?? {}).length > 0 && isPlan(state);
}

/** Whether a plan makes nothing but the command that applies files: before its first update it has no outputs, either. */
function isBare(state: unknown, states: readonly unknown[]): boolean {
  const isBelow = (other: unknown) => own(other, 'parent') === own(state, 'urn') && !scalarText(own(other, 'type')).startsWith('command:');
  return isPlan(state) && !states.some(isBelow);
}

function isPlan(state: unknown): boolean {
  return PULUMI_TYPES.get(scalarText(own(state, 'type'))) === 'bucket_grants_storage_access';
}

const read = (
  states: readonly unknown[], options: ReadAccessOptions, notes: readonly UnknownAccess[] = [],
): AccessState => {
  const tokens = new Unknowns();
  const byUrn = new Map<string, PulumiResource>();
  const find = (urn: string): PulumiResource | undefined => byUrn.get(urn);
  const platforms = new PulumiPlatforms(states);
  for (const state of states.filter(isObject)) {
    const urn = own(state, 'urn');
    const type = terraformType(scalarText(own(state, 'type')));
    if (typeof urn === 'string' && type !== undefined) byUrn.set(urn, new PulumiResource(urn, type, state, tokens, find, platforms.of(own(state, 'provider'))));
  }
  const resources = [...byUrn.values()];
  const unreadable = options.platform === undefined ? platforms.unreadable : [];
  return assemble(resources, tokens, withAccount(options, resources, tokens), [...notes, ...unreadable]);
};

/** A resource of Pulumi's under the names of Terraform's provider. */
class PulumiResource implements SourceResource {
  public readonly where: string;
  private readonly values = new Map<string, unknown>();

  public constructor(
    urn: string, public readonly type: string, private readonly state: JsonObject,
    private readonly tokens: Unknowns, private readonly find: (urn: string) => PulumiResource | undefined, public readonly platform?: Platform,
  ) {
    // urn:pulumi:STACK::PROJECT::TYPE::NAME, of which the type's last part and the name are what people know it by
    const [, , types = '', ...name] = urn.split('::');
    this.where = `${types.split('$').pop() ?? ''}::${name.join('::')}`;
  }

  public get token(): string {
    return this.tokens.token(this.where, 'its name is known only after the update');
  }

  public get(attribute: string): unknown {
    if (!this.values.has(attribute)) this.values.set(attribute, this.read(attribute, pulumiAttribute(attribute)));
    return this.values.get(attribute);
  }

  public contents(): unknown {
    return objectOf(entries(own(this.state, 'inputs')).map(([key, value]) => [key, this.reveal(value, key)]));
  }

  private read(attribute: string, key: string): unknown {
    const input = own(own(this.state, 'inputs'), key);
    // a preview repeats the old outputs, so what the program asks for comes first; computed attributes are outputs only
    if (input !== undefined && input !== null) return input === UNKNOWN ? this.source(attribute, key) : this.reveal(input, attribute);
    const output = own(own(this.state, 'outputs'), key);
    return output === UNKNOWN || output === null ? undefined : this.reveal(output, attribute);
  }

  /** The resource that an unknown value comes from, where it can only be that one. */
  private source(attribute: string, key: string): string {
    const urns: unknown = at(this.state, 'propertyDependencies', key);
    const [urn, another]: readonly unknown[] = Array.isArray(urns) && !PLURAL.has(attribute) ? urns : [];
    const resource = typeof urn === 'string' && another === undefined && ARNS.has(attribute) ? this.find(urn) : undefined;
    return resource?.token ?? this.unknown(attribute, UNSEEN);
  }

  private unknown(attribute: string, reason = 'known only after the update'): string {
    return this.tokens.token(`${this.where}.${attribute}`, reason);
  }

  /** The value with secrets opened, as far as the source holds them in plain text. */
  private reveal(value: unknown, attribute: string): unknown {
    if (own(value, SIGNATURE) === SECRET) {
      const opened = own(value, 'value') ?? plain(own(value, 'plaintext'));
      return opened === undefined ? this.unknown(attribute, 'a secret that the source holds encrypted (pulumi stack export --show-secrets)') : this.reveal(opened, attribute);
    }
    if (value === HIDDEN) return this.unknown(attribute, 'a secret that the source hides (pulumi preview --json shows none; pulumi stack export --show-secrets does)');
    if (Array.isArray(value)) return value.map((item) => this.reveal(item, attribute));
    if (isObject(value)) return objectOf(Object.entries(value).map(([key, item]) => [key, this.reveal(item, attribute)]));
    return typeof value === 'string' ? this.revealText(value, attribute) : value;
  }

  private revealText(text: string, attribute: string): string {
    if (text === '[secret]') return this.unknown(attribute, 'a secret that the source does not show');
    return text.includes(UNKNOWN) ? text.replaceAll(UNKNOWN, this.unknown(attribute)) : text;
  }
}

/**
 * Attributes that are another resource's ARN: what is made of one is none. Of a name a program may make another, such as `${bucket}-logs`, also in
 * what it gives to our constructs, and a preview tells only what it is made with.
 */
const ARNS: ReadonlySet<string> = new Set(['policy_arn', 'permissions_boundary', 'access_point_arn']);

/** Why an unknown value isn't followed. */
const UNSEEN = 'known only after the update, and a preview doesn\'t tell what the program makes it of; read pulumi stack export afterwards';

function plain(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What completes a preview that leaves unchanged resources out. */
const REMEDY = 'preview again with --show-sames (pulumi preview --json --show-sames), or put the export of the stack from before the preview beside it: { "preview": …, "base": … (pulumi stack export) }';

/**
 * The states that a preview ends in: what each step leaves, over what was there.
 *
 * @param base the resources of the export of the stack, where the source has it; the preview may leave out what it doesn't change
 * @throws AccessError `UnreadableSource` when resources are left out that nothing else tells of, or the preview failed
 */
function statesAfter(preview: unknown, base?: readonly unknown[]): readonly unknown[] {
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
function exported(source: unknown): readonly unknown[] {
  return blocks(at(source, 'deployment', 'resources')).filter((resource) => own(resource, 'delete') !== true);
}

/** Whether a source is a preview with the export that completes it. */
function isPreviewWithBase(json: unknown): boolean {
  return Array.isArray(at(json, 'preview', 'steps')) && isObject(at(json, 'base', 'deployment')) && entries(json).length === 2;
}

function partial(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'UnreadableSource', message, remedy });
}
