/*
 * Writes docs/sources.md, what of a stack is read, what is named as not read and what has nothing to do with access, from the table of
 * src/state/resource-types.
 *
 *   npx tsx tools/sources-page.ts           writes the file
 *   npx tsx tools/sources-page.ts --check   fails when it is stale
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COVERED_SERVICES } from '../src/state/aws-managed/covered';
import { MANAGED_POLICIES_DATE } from '../src/state/aws-managed/policies.generated';
import { PULUMI_TYPES } from '../src/state/pulumi-types';
import { RESOURCE_ROLES } from '../src/state/resource-roles';
import { bearingOf, RESOURCE_FAMILIES, unreadType } from '../src/state/resource-types';
import type { ResourceFamily, UnreadType } from '../src/state/resource-types/row';

/** The page that this tool writes. */
export const SOURCES_PAGE = join(__dirname, '..', 'docs', 'sources.md');

const INTRO = `# What is read of a stack

<!-- written by tools/sources-page.ts: run \`npx projen sources\`, do not edit -->

Every resource type of the providers of AWS (for Terraform, Pulumi, CloudFormation and Cloud Control), MinIO and Selectel is one of three:

- **read**: its policies, members and settings count in every answer;
- **named**: it bears on access and isn't read. It is in the state's \`unknowns\`, with the reason and with the answers that it could change
  (\`scope\`): those are uncertain, and a comparison in which it isn't equal on both sides is inconclusive there;
- **none**: it gives and takes no access, and nothing is said of it.

A test holds the table against the providers as they are installed. A type of these families that is newer than the table is named, as one that could
change every answer; so is what has to do with access of providers that aren't read at all. Data sources make nothing, so only those that others get
their policies from are read.

What is decided is what [the command](command.md) says of \`decide\`: identity policies, boundaries and groups, bucket policies and
whatever else of the rows below is read, by the rules of AWS or of the state's platform. An access key has no row: an answer is about the user with all
that the user may do, and a key with a policy of its own may do less.

## Sources

What can be read: a synthesized app of cdktf or cdktn, or one of its stacks; a folder of Terraform configuration; \`terraform show -json\` of a plan or a
state; a synthesized app of the CDK (\`cdk.out\`), a template of CloudFormation in JSON or YAML, or what \`aws cloudformation get-template\` prints;
\`pulumi preview --json --show-sames\` and \`pulumi stack export\`; \`aws iam get-account-authorization-details\`; a folder of policy files; one policy, as a
document or as \`aws s3api get-bucket-policy\`, \`aws iam get-policy-version\`, \`get-user-policy\`, \`get-group-policy\` and \`get-role-policy\` print it; on
the command line, a module that exports a plan; a plan file, or a folder of those of one plan; the \`access.yaml\` of a
DeltaGlider Proxy; an access state as plain JSON.

One policy is of the bucket that its resources are in (or that \`--bucket\` names) where it has principals, of a role where it has no resources either,
else of the user that \`--user\` names, or that is called as the file.

In templates, a resource whose name CloudFormation makes up is called by its logical id, in ARNs too (\`arn:aws:s3:::Releases/*\`). Parameters have their
defaults, or what \`--var NAME=VALUE\` says, pseudo parameters too (\`--var AWS::AccountId=111122223333\`). Of a change set, give the template:
\`aws cloudformation get-template --change-set-name NAME --template-stage Processed\`.
Stacks in a stack are read where their templates lie beside it, as the CDK writes them (\`aws:asset:path\`) or by a relative \`TemplateURL\`, with the
parameters that it gives and what they tell it (\`Outputs\`); their ids begin with that of the stack (\`Inner.Data\`).

A source that holds only a part of a stack is refused ([review.md](review.md#sources-that-hold-only-a-part)). Of the others this isn't read, and is named:

- modules in a synthesized stack, which its file doesn't hold: read the plan (\`terraform show -json\`);
- secrets that a preview or export of Pulumi hides;
- in templates: nested stacks whose template isn't beside, custom resources and modules, macros (\`Transform\`, \`Fn::ForEach\`), values that other stacks export or that are looked up
  at deployment, secrets (\`NoEcho\`), and functions that policies don't use (\`Fn::Cidr\`, \`Fn::GetAZs\`, \`Fn::Base64\`);
- what a plan defers; resources of which the number or a name is known only after apply;
- session policies: what somebody passes to \`sts:AssumeRole\` stands in no source, and may only make an answer smaller;
- folders in a policy folder that aren't ${['users', 'groups', 'roles', 'buckets', 'policies', 'scp', 'rcp'].map((name) => `\`${name}\``).join(', ')};
- managed policies that are neither in the source nor among AWS's own that the package knows: those are as of ${MANAGED_POLICIES_DATE}, for
  ${COVERED_SERVICES.map((service) => `\`${service}\``).join(', ')}. An answer that rests on one says so in its \`assumptions\`.`;

/** The text of the page. */
export function renderSourcesPage(): string {
  return `${[INTRO, ...RESOURCE_FAMILIES.map(family)].join('\n\n')}\n`;
}

function family({ title, prefixes, read = [], unread, unreadAttributes = {}, none }: ResourceFamily): string {
  const isOurs = (type: string) => prefixes.some((prefix) => type.replace(/^data\./, '').startsWith(prefix));
  const types = [...new Set([...read, ...[...RESOURCE_ROLES.keys()].filter(isOurs)])].sort();
  const named = Object.keys(unread).filter((type) => bearingOf(type) === 'unread');
  const parts = Object.keys(unreadAttributes).filter((type) => bearingOf(type) === 'read');
  return [
    `## ${title[0].toUpperCase()}${title.slice(1)}`,
    `Types that begin with ${prefixes.map((prefix) => `\`${prefix}\``).join(', ')}.`,
    ...(types.length > 0 ? [`Read: ${types.map(shown).join(', ')}.`] : []),
    ...(named.length + parts.length > 0 ? [`| named | why | could change |\n|---|---|---|\n${[...named, ...parts].map(row).join('\n')}`] : ['All of them are named.']),
    ...(none.length > 0 ? [`None: ${none.filter((type) => bearingOf(type) === 'none').map((type) => `\`${type}\``).join(', ')}.`] : []),
  ].join('\n\n');
}

/** A type, with its name on Pulumi where it is listed. */
function shown(type: string): string {
  const token = [...PULUMI_TYPES].find(([, terraform]) => terraform === type)?.[0];
  return token === undefined ? `\`${type}\`` : `\`${type}\` (\`${token}\`)`;
}

function row(type: string): string {
  const unread = unreadType(type);
  return unread === undefined ? '' : `| \`${type}\`${attributes(unread)} | ${unread.reason} | ${scope(unread)} |`;
}

function attributes({ by = [] }: UnreadType): string {
  return by.length === 0 ? '' : `, by ${[...new Set(by.map(({ attribute }) => `\`${attribute}\``))].join(', ')}`;
}

function scope({ effect, services, bucket, principals }: UnreadType): string {
  const answers = effect === 'allow' ? 'denials' : effect === 'deny' ? 'allowances' : 'every answer';
  const whose = principals === undefined ? [] : ['attribute' in principals ? `of the ${principals.kind}` : `of ${principals.map((one) => `\`${one}\``).join(', ')}`];
  return [answers, ...whose, ...(bucket === undefined ? [] : ['in its bucket']), ...(services === undefined ? [] : [`of ${services.map((one) => `\`${one}\``).join(', ')}`])].join(' ');
}

if (require.main === module) {
  if (!process.argv.includes('--check')) writeFileSync(SOURCES_PAGE, renderSourcesPage());
  else if (readFileSync(SOURCES_PAGE, 'utf8') !== renderSourcesPage()) throw new Error('docs/sources.md is stale: run npx projen sources');
}
