import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compiledFile } from '../compiled';
import type { Properties } from '../pulumi/engine';
import { blocksOf } from '../site/blocks';
import { from, Provider, urn } from './provider';

/** The programs of docs/start/other-languages.md: what they say is asked of the provider, or held against its schema. */
const blocks = blocksOf('docs/start/other-languages.md');
const of = (language: string): string => blocks.find((block) => block.language === language)!.code;
const schema = JSON.parse(readFileSync(join(__dirname, '../../schema/pulumi.json'), 'utf8')) as {
  readonly resources: Readonly<Record<string, { readonly properties: object }>>;
  readonly types: Readonly<Record<string, { readonly properties: object }>>;
};

interface Program {
  readonly packages: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties?: Properties }>>;
  readonly outputs: Readonly<Record<string, string>>;
}
const program = parse(of('yaml')) as Program;
const { access } = program.resources;

/** What stands for a value of another resource, as an SDK sends it. */
const sent = (value: unknown): unknown => {
  if (typeof value === 'string') return value === '${releases.bucket}' ? from(urn('aws:s3/bucket:Bucket', 'releases'), 'releases-1a2b') : value;
  if (Array.isArray(value)) return value.map(sent);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sent(one)])) : value;
};

test('the program in YAML makes its resources', async () => {
  const provider = await Provider.start([compiledFile('src/pulumi-provider/main.ts')]);
  try {
    const { resources } = await provider.construct({ type: access.type.split(':')[1], name: 'access', inputs: sent(access.properties) as Properties });
    expect(resources.filter(({ type }) => type.startsWith('aws:')).map(({ name }) => name).sort()).toEqual([
      'access-ci-uploader-access-key-2026-11', 'access-ci-uploader-policy', 'access-ci-uploader-user', 'access-dana-user', 'access-engineering-group',
      'access-engineering-membership', 'access-engineering-policy', 'releases-bucket-policy',
    ]);
  } finally {
    provider.stop();
  }
  const [, output] = /^\$\{access\.(\w+)/.exec(program.outputs.secretAccessKey) ?? [];
  expect(Object.keys(schema.resources['bucket-grants:index:StorageAccess'].properties)).toContain(output);
});

/** Stands for the SDKs: keeps what a component is given, with the names of the schema. */
const STUBS = `
import json, re, sys, types
def camel(value):
    if isinstance(value, dict):
        return {re.sub('_([a-z])', lambda found: found[1].upper(), key): camel(one) for key, one in value.items()}
    return [camel(one) for one in value] if isinstance(value, list) else value
class Bucket:
    def __init__(self, name): self.bucket = '\${' + name + '.bucket}'
class Named(dict):
    def __missing__(self, key): return Named()
class StorageAccess:
    def __init__(self, name, **inputs): print(json.dumps({'name': name, 'inputs': camel(inputs)}))
    secret_access_keys = Named()
for name, parts in {'pulumi': {'export': lambda *_: None}, 'pulumi_aws': {'s3': types.SimpleNamespace(Bucket=Bucket)}, 'pulumi_bucket_grants': {'StorageAccess': StorageAccess}}.items():
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__dict__.update(parts)
exec(open(sys.argv[1]).read())
`;
const hasPython = spawnSync('python3', ['--version']).status === 0;

(hasPython ? test : test.skip)(`the program in Python says the same${hasPython ? '' : ' (skipped: absent python3)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-python-'));
  try {
    writeFileSync(join(folder, 'program.py'), of('python'));
    const said = JSON.parse(execFileSync('python3', ['-c', STUBS, join(folder, 'program.py')], { encoding: 'utf8' })) as { inputs: object };
    expect(said).toEqual({ name: 'access', inputs: access.properties });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the types and fields of the program in Go are those of the schema', () => {
  const lower = (name: string) => `${name[0].toLowerCase()}${name.slice(1)}`;
  const code = of('go');
  const fields = new Set(['users', 'groups', 'buckets', ...Object.values(schema.types).flatMap(({ properties }) => Object.keys(properties))]);
  expect([...code.matchAll(/\b([A-Z]\w*):/g)].map(([, name]) => lower(name)).filter((name) => !fields.has(name))).toEqual([]);
  const types = [...code.matchAll(/bucketgrants\.(\w+)/g)].map(([, name]) => name.replace(/^New/, '').replace(/(?<!Https)(?:Args|Map|Array)$/, ''));
  const known = [...Object.keys(schema.types), ...Object.keys(schema.resources)].map((token) => token.split(':')[2]);
  expect(types.length).toBeGreaterThan(5);
  expect(types.filter((name) => !known.includes(name))).toEqual([]);
});

test('the folder of the plugin is the one that is packed', () => {
  const [path] = Object.values(program.packages);
  expect(readFileSync(join(__dirname, '../..', path.replace('./node_modules/bucket-grants/', ''), 'PulumiPlugin.yaml'), 'utf8')).toBe('runtime: nodejs\n');
  expect(of('sh')).toContain(`pulumi package add ${path}`);
});
