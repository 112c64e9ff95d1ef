import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import * as ts from 'typescript';

/** The root of the repository. */
export const root = join(__dirname, '../..');

interface PackageJson {
  readonly bin: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly exports: Record<string, unknown>;
}
/** The package.json of the repository. */
export const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageJson;

/** What a program printed, and how it ended. */
export interface Run { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** One file of a tarball. */
export interface PackedFile { readonly path: string; readonly mode: number }

/** Folders that are gone after the test file. */
export class Scratch {
  /** The folder that holds all others. */
  public readonly dir = realpathSync(mkdtempSync(join(tmpdir(), 'bucket-grants-pack-')));

  /** Packs the built package as `npm publish` would, and lists what is inside. */
  public pack(): { readonly tarball: string; readonly files: readonly PackedFile[] } {
    if (!existsSync(join(root, 'lib', 'index.js'))) throw new Error('lib is not built: run "npx projen build:lib" first, or all by "npm test".');
    const out = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', this.dir], {
      cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ filename, files }] = JSON.parse(out) as { filename: string; files: PackedFile[] }[];
    return { tarball: join(this.dir, filename), files };
  }

  /** A project that has the tarball installed, its dependencies, and of the peers only those named. */
  public project(name: string, tarball: string, peers: readonly string[]): Project {
    const dir = join(this.dir, name);
    const own = join(dir, 'node_modules', 'bucket-grants');
    mkdirSync(own, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', own, '--strip-components=1']);
    writeFileSync(join(dir, 'package.json'), JSON.stringify({ name, private: true }));
    // A link instead of a second install: Node follows it, so a linked package finds its own dependencies where it really lies, while
    // bucket-grants itself lies here and sees nothing but what is linked.
    for (const dependency of [...Object.keys(packageJson.dependencies), ...peers]) {
      const link = join(dir, 'node_modules', dependency);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, 'node_modules', dependency), link, 'junction');
    }
    return new Project(dir);
  }

  /** Removes everything. */
  public remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A project of a user of the package. */
export class Project {
  constructor(public readonly dir: string) {}

  /** Runs a script in it; the extension decides whether it is CommonJS (`.cjs`) or ESM (`.mjs`). */
  public node(file: string, source: string, options: readonly string[] = []): Run {
    writeFileSync(join(this.dir, file), source);
    return this.run([...options, file]);
  }

  /** Runs Node with the arguments given. */
  public run(args: readonly string[]): Run {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_PATH: undefined, NODE_OPTIONS: undefined };
    return spawnSync(process.execPath, args, { cwd: this.dir, env, encoding: 'utf8' });
  }

  /** What is wrong with files, and with those declarations of ours that they pull in, in the eyes of a strict user of modern Node. */
  public typeErrors(sources: Readonly<Record<string, string>>): string[] {
    const files = Object.entries(sources).map(([file, source]) => {
      writeFileSync(join(this.dir, file), source);
      return join(this.dir, file);
    });
    const program = ts.createProgram(files, {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      // Ours are checked too; those of the engines are not, which would take a minute for Pulumi.
      skipLibCheck: false,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2022,
      types: [],
    });
    return program.getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(this.dir.split(sep).join('/')))
      .flatMap((each) => [...program.getSyntacticDiagnostics(each), ...program.getSemanticDiagnostics(each)])
      .map(({ file: where, messageText }) => `${where ? relative(this.dir, where.fileName) : ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }
}
