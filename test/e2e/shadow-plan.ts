import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arguments, Synthesized } from '../terraform/kit';
import { terraform, terraformOk } from './terraform';

/** What Terraform made of a stack: the arguments of each resource, evaluated; or why it refused. */
export type ShadowPlan = { readonly resources: readonly ShadowResource[] } | { readonly refused: string };

/** A resource whose arguments Terraform has evaluated. */
export interface ShadowResource {
  readonly type: string;
  readonly arguments: Arguments;
}

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** A synthesized stack with all that a shadow plan needs of it. */
export type Stack = Synthesized & { readonly variable?: unknown; readonly data?: Blocks };

/** What AWS would compute, as far as stacks refer to it. */
const COMPUTED: Readonly<Record<string, (args: Block) => Block>> = {
  aws_s3_bucket: ({ bucket = 'made-up-by-terraform' }) => ({ bucket, id: bucket, arn: `arn:aws:s3:::${String(bucket)}` }),
  aws_iam_policy: ({ name }) => ({ arn: `arn:aws:iam::111122223333:policy/${String(name)}` }),
  minio_iam_service_account: () => ({ access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: 'a-secret' }),
  aws_iam_access_key: () => ({ id: 'AKIAIOSFODNN7EXAMPLE', secret: 'a-secret' }),
};

/**
 * Plans a stack with the real terraform and without any provider: each `aws_…` or `minio_…` resource and data source becomes a built-in `terraform_data`
 * with the same arguments. So Terraform itself evaluates every expression, escape, reference and precondition, in a fraction of a second.
 */
export class Shadow {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bucket-grants-shadow-'));

  constructor(stack: Stack) {
    this.become(stack);
    terraformOk(this.folder, ['init', '-no-color']);
  }

  /** Takes the place of another stack, as the next deployment of a program does. */
  public become(stack: Stack): void {
    writeFileSync(join(this.folder, 'main.tf.json'), JSON.stringify(shadowOf(stack)));
  }

  /** Applies the stack; hands back what terraform printed when it refused. */
  public apply(): { readonly refused?: string; readonly text: string } {
    const { code, text } = terraform(this.folder, ['apply', '-no-color', '-auto-approve']);
    return { text, ...(code !== 0 && { refused: text }) };
  }

  /** Plans with values for the stack's variables. */
  public plan(variables: Readonly<Record<string, string>> = {}): ShadowPlan {
    const environment = Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]));
    const { code, text } = terraform(this.folder, ['plan', '-no-color', '-refresh=false', '-out=plan'], environment);
    if (code !== 0) return { refused: text };
    const { planned_values: { root_module: { resources = [] } } } = JSON.parse(terraformOk(this.folder, ['show', '-json', 'plan']).stdout) as PlanJson;
    return { resources: resources.map(({ name, values }) => ({ type: name.split('__')[0].replace(/^data_/, 'data.'), arguments: values.input })) };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface PlanJson {
  readonly planned_values: {
    readonly root_module: { readonly resources?: ReadonlyArray<{ readonly name: string; readonly values: { readonly input: Arguments } }> };
  };
}

function shadowOf({ resource = {}, data = {}, variable }: Stack): object {
  const all = [...entries(resource, ''), ...entries(data, 'data.')];
  const shadows = all.map(({ prefix, type, name, args }) => {
    // what needs no provider stays as it is
    if (type === 'terraform_data') return [name, args];
    const { depends_on: _, provider: __, lifecycle, ...own } = args;
    const input = { ...own, ...COMPUTED[type]?.(own) };
    return [shadowName(prefix, type, name), { input: shadowed(input), ...(lifecycle !== undefined && { lifecycle: shadowed(lifecycle) }) }];
  });
  return { ...(variable !== undefined && { variable }), resource: { terraform_data: Object.fromEntries(shadows) as unknown } };
}

function entries(blocks: Blocks, prefix: string) {
  return Object.entries(blocks).flatMap(([type, some]) => Object.entries(some).map(([name, args]) => ({ prefix, type, name, args })));
}

function shadowName(prefix: string, type: string, name: string): string {
  return `${prefix.replace('.', '_')}${type}__${name}`;
}

/** Points the references of every expression at the shadows. Text that isn't an expression stays as it is, letter for letter. */
function shadowed(value: unknown): unknown {
  if (typeof value === 'string') return isExpression(value) ? value.replace(REFERENCE, shadowReference) : value;
  if (Array.isArray(value)) return value.map(shadowed);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shadowed(inner)]));
  return value;
}

function shadowReference(_: string, prefix: string | undefined, type: string, name: string, attribute: string): string {
  return `terraform_data.${shadowName(prefix ?? '', type, name)}.input.${attribute}`;
}

const REFERENCE = /\b(data\.)?((?:aws|minio)_\w+)\.([\w-]+)\.(\w+)/g;

function isExpression(text: string): boolean {
  return text.replace(/\$\$\{/g, '').includes('${');
}
