import { AccessError } from '../errors';
import { parsePlan } from '../plan/file/parse-plan';
import { isPlanText } from '../plan/file/read-yaml';
import type { AccessPlan } from '../plan/planned';
import type { RenderedAccess } from '../plan/rendered-access';
import { reading } from '../shape/shape';
import { shown } from '../shape/shown';
import type { AccessState, AccessStateJson } from './access-state';
import { accountDetailsReader } from './account-details';
import { checkState, isAccessState } from './check-state';
import { templateBodyReader, templateReader } from './cloudformation/read-templates';
import { isTemplateText, parseTemplateText } from './cloudformation/yaml';
import { isObject, own } from './json';
import { jsonFault } from './json-fault';
import { onPlatform } from './on-platform';
import { plainSource } from './plain-source';
import { plainStateReader } from './plain-state';
import { completedPreviewReader, exportReader, previewReader } from './pulumi';
import { configReader } from './read-config';
import { readOptions } from './read-options';
import { isProxyConfig, readProxyFile } from './read-proxy';
import { accessPlanReader, renderedReader } from './rendered';
import { singlePolicyReader } from './single-policy';
import type { ReadAccessOptions, SourceReader } from './source';
import { planReader, stateReader } from './terraform-show';

/**
 * Every form of source, each in a file of its own; the first that recognises the JSON reads it. A new form is a line here. The
 * hand-written state stands last because nothing is also a hand-written state, of nobody.
 */
export const READERS: readonly SourceReader[] = [
  accessPlanReader, renderedReader, planReader, stateReader, previewReader, completedPreviewReader,
  exportReader, accountDetailsReader, templateReader, templateBodyReader, singlePolicyReader, configReader, plainStateReader,
];

/** What is often given instead, and what to give. */
const MISTAKEN: readonly { readonly name: string; readonly keys: readonly string[]; readonly remedy: string }[] = [
  { name: 'a Terraform state file', keys: ['terraform_version', 'lineage', 'serial'], remedy: 'give the output of `terraform show -json`' },
  { name: 'the manifest of a synthesized app', keys: ['stacks', 'version'], remedy: 'give the folder that it lies in (cdktf.out) to readAccessFile' },
  { name: 'the manifest of an app of the CDK', keys: ['artifacts', 'version'], remedy: 'give the folder that it lies in (cdk.out) to readAccessFile' },
  {
    name: 'a change set of CloudFormation',
    keys: ['Changes', 'ChangeSetId'],
    remedy: 'a change set lists resources without their policies: give its template, the output of `aws cloudformation get-template --change-set-name NAME --template-stage Processed`, and its parameters with --var',
  },
  { name: 'a plan file that was parsed', keys: ['accessPlan'], remedy: 'give its text to parsePlan or readAccessText, or its path to readPlan or readAccessFile, which know its lines' },
  { name: 'a policy of IAM without its document', keys: ['Policy'], remedy: 'give the output of `aws iam get-policy-version --policy-arn ARN --version-id v1`' },
  { name: 'a Pulumi checkpoint', keys: ['checkpoint', 'version'], remedy: 'give the output of `pulumi stack export`' },
];

/**
 * Reads who may do what from a source: the access state, to be asked with `decide` or compared with `compareAccess`.
 *
 * What the source doesn't tell is kept as unknown and listed in the state's `unknowns`; it is never guessed. The ARN partition is
 * `aws` where neither the source nor the options name another.
 *
 * @param source a plan or what `renderAccess` makes of it; an access state, as it is or as plain JSON ({@link AccessStateJson}); or the parsed JSON of: `cdk.tf.json` (cdktf,
 *   cdktn, or written by hand), `terraform show -json` of a plan or a state, `pulumi preview --json --show-sames`, `pulumi stack export`,
 *   a template of CloudFormation, or what `aws cloudformation get-template` prints; one policy document, or what `aws s3api get-bucket-policy`,
 *   `aws iam get-policy-version`, `get-user-policy`, `get-group-policy` and `get-role-policy` print;
 *   `aws iam get-account-authorization-details` (with bucket policies: `{ accountAuthorizationDetails, bucketPolicies }`)
 * @throws AccessError `UnreadableSource` when it is none of these, `InvalidOption`, `InvalidPlatform`
 * @example
 * const state = readAccess(JSON.parse(readFileSync('cdktf.out/stacks/storage/cdk.tf.json', 'utf8')));
 * state.users.get('ci-uploader')?.policies[0].document?.statements;
 */
export function readAccess(
  source: AccessState | AccessStateJson | AccessPlan | RenderedAccess | Readonly<Record<string, unknown>>, options: ReadAccessOptions = {},
): AccessState {
  const how = readOptions(options, 'readAccess');
  const form = reading({ where: 'the source', code: 'UnreadableSource' }, () => {
    if (!isObject(source)) return 'nothing';
    return isAccessState(source) ? 'state' : OURS.some((reader) => reader.recognises(source)) ? 'ours' : 'json';
  });
  if (form === 'state') return onPlatform(checkState(source as AccessState), how.platform);
  return readJson(form === 'json' ? plainSource(source) : source, how);
}

/** What holds more than JSON has, and is checked by who reads it. */
const OURS: readonly SourceReader[] = [accessPlanReader, renderedReader];

/**
 * @internal As {@link readAccess}, of JSON that was parsed here: nothing in it does anything when it is looked at.
 */
export function readJson(source: unknown, options: ReadAccessOptions): AccessState {
  const reader = isObject(source) ? READERS.find((candidate) => candidate.recognises(source)) : undefined;
  if (!isObject(source) || reader === undefined) throw unreadable(source);
  try {
    return onPlatform(reader.read(source, options), options.platform);
  } catch (error) {
    // the last resort against values that hold themselves, or are nested without end
    if (!(error instanceof RangeError)) throw error;
    throw new AccessError({
      code: 'UnreadableSource',
      message: `the source was recognised as ${reader.name}, but is nested too deep to be read`,
      remedy: 'read the output that the engine wrote, unchanged',
    });
  }
}

/**
 * Reads who may do what from text, such as standard input: JSON, a plan file, or the `access.yaml` of a DeltaGlider Proxy.
 *
 * @throws AccessError `UnreadableSource` when the text is neither, or none of the sources that {@link readAccess} reads
 */
export function readAccessText(text: string, options: ReadAccessOptions = {}): AccessState {
  if (typeof text !== 'string') throw reading({ where: 'the text', code: 'UnreadableSource' }, () => unreadable(text));
  const how = readOptions(options, 'readAccessText');
  if (isPlanText(text)) return readAccess(parsePlan(text, { name: 'the text', ...environmentOf(how) }), how);
  if (isProxyConfig(text)) return onPlatform(readProxyFile(text, 'the text', how), how.platform);
  return readJson(parseSource(text, 'the text'), how);
}

/** What is said of the environment of a plan file. */
export function environmentOf({ env }: ReadAccessOptions): { readonly env?: string } {
  return env === undefined ? {} : { env };
}

/** Files that are given by mistake, by how they begin when they are read as text. */
const BINARY: ReadonlyArray<{ readonly begin: string; readonly what: string; readonly remedy: string }> = [
  { begin: 'PK\u0003\u0004', what: 'a saved plan of Terraform or another archive', remedy: 'of a plan, give the output of `terraform show -json FILE`; of an archive, what is in it' },
  { begin: '\u001f', what: 'a compressed file', remedy: 'decompress it first: gunzip FILE' },
  { begin: '\u007fELF', what: 'a program', remedy: 'give what the program prints' },
];

/** @internal Parses JSON text, with an error that names where it comes from. */
export function parseSource(text: string, name: string): unknown {
  const binary = BINARY.find(({ begin }) => text.startsWith(begin));
  if (binary !== undefined) throw new AccessError({ code: 'UnreadableSource', message: `${name} is ${binary.what}, not text`, remedy: binary.remedy });
  if (isTemplateText(text)) return parseTemplateText(text, name);
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as unknown;
  } catch (error) {
    throw new AccessError({
      code: 'UnreadableSource',
      message: `${name} is not JSON: ${jsonFault(text, error)}`,
      remedy: `give JSON, one of: ${allowed()}`,
    });
  }
}

function allowed(): string {
  return READERS.map(({ name }) => name).join('; ');
}

function unreadable(source: unknown): AccessError {
  const mistaken = MISTAKEN.find(({ keys }) => keys.every((key) => own(source, key) !== undefined));
  const keys = isObject(source) ? Object.keys(source).slice(0, 8).map((key) => shown(key)).join(', ') : '';
  const found = isObject(source) ? `an object with the keys ${keys}` : Array.isArray(source) ? 'a list' : source === undefined || source === null ? String(source) : `${typeof source} ${shown(source)}`;
  return new AccessError({
    code: 'UnreadableSource',
    message: `the source is ${mistaken === undefined ? found : `${mistaken.name}, which is not read`}; what can be read: ${allowed()}`,
    remedy: mistaken?.remedy ?? (typeof source === 'string'
      ? 'give a path to readAccessFile, and text to readAccessText; readAccess takes what is parsed'
      : 'give one of these, unchanged, as the tool writes it'),
  });
}
