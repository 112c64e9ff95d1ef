import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConfigFiles, Configuration, ModuleCall } from '../state/config-files';
import { blocks, entries, type JsonObject, own } from '../state/json';
import { isConfigFile, isValuesFile, mergeFiles, readConfigText } from '../state/terraform-source/merge-files';
import { boundaryFolder, FileBoundary } from './file-boundary';
import { unreadable } from './file-system';

/** Where `terraform init` says which folders it put modules into. */
const INSTALLED = join('.terraform', 'modules', 'modules.json');

/** How a folder is read. */
export interface ConfigFolderOptions {
  /** Files of values in the folder, beside those that Terraform reads by itself. @default none */
  readonly valuesFiles?: readonly string[];
  /**
   * The folder that no file is read outside of: a configuration may come from somebody who would like to see other files of this machine.
   *
   * @default the Git repository that the folder lies in; the folder above it, where it lies in none
   */
  readonly boundary?: string;
}

/** Whether a folder holds a configuration, by the names of its files. */
export function isConfigFolder(names: readonly string[]): boolean {
  return names.some(isConfigFile);
}

/**
 * Reads a folder of `.tf`, `.tf.json` and `.tofu` files, with the values of `terraform.tfvars` and `*.auto.tfvars`. Modules are followed
 * into folders beside it, and into what `terraform init` has put into `.terraform/modules`.
 *
 * @throws AccessError `UnreadableSource`
 */
export function readConfigFolder(folder: string, { valuesFiles = [], boundary }: ConfigFolderOptions = {}): Configuration {
  const root = resolve(folder);
  const inside = new FileBoundary(realpathSync(boundary ?? boundaryFolder(root)));
  const names = readdirSync(root).sort();
  const automatic = names.filter(isValuesFile).sort((a, b) => Number(a.includes('.auto.')) - Number(b.includes('.auto.')) || (a < b ? -1 : 1));
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of [...automatic, ...valuesFiles]) {
    const text = inside.text(join(root, name));
    if (text === undefined) throw unreadable(`there is no file of values ${name} in ${folder}`, 'name a file in the folder of the configuration');
    for (const [key, value] of entries(readConfigText(text, join(folder, name)))) values[key] = value;
  }
  return { json: configIn(root, folder, inside), values, files: new FolderFiles(root, inside) };
}

function configIn(path: string, shown: string, inside: FileBoundary): JsonObject {
  const files = new Map<string, string>();
  for (const name of readdirSync(path).filter(isConfigFile)) {
    const text = inside.text(join(path, name));
    if (text === undefined) throw unreadable(`${join(shown, name)} can't be read, or lies outside of the repository`, 'give a folder whose files lie in it');
    files.set(join(shown, name), text);
  }
  return mergeFiles(files);
}

/** The files of one configuration. */
class FolderFiles implements ConfigFiles {
  private readonly read = new Map<string, JsonObject>();
  private installed?: ReadonlyMap<string, string>;

  public constructor(private readonly root: string, private readonly inside: FileBoundary) {}

  public module({ folder, path, source }: ModuleCall): { readonly json: JsonObject; readonly folder: string } | { readonly reason: string } {
    const isLocal = source.startsWith('./') || source.startsWith('../');
    const key = path.split('.').filter((part) => part !== 'module').map((part) => part.split('[')[0]).join('.');
    const found = isLocal ? join(folder, source) : this.fromInstall().get(key);
    if (found === undefined) {
      return { reason: `its source ${source} is not on this machine; run terraform init, which puts it into .terraform/modules, or read the plan (terraform show -json)` };
    }
    const target = join(this.root, found);
    if (!this.inside.has(target) || !statSync(target, { throwIfNoEntry: false })?.isDirectory()) return { reason: `there is no folder ${found} that may be read` };
    let json = this.read.get(found);
    if (json === undefined) this.read.set(found, json = configIn(target, found, this.inside));
    return { json, folder: found };
  }

  public text(path: string): string | undefined {
    return this.inside.text(resolve(this.root, path));
  }

  private fromInstall(): ReadonlyMap<string, string> {
    if (this.installed === undefined) {
      const text = this.inside.text(join(this.root, INSTALLED));
      const modules = text === undefined ? [] : blocks(own(readConfigText(text, INSTALLED), 'Modules'));
      this.installed = new Map(modules.map((one) => [String(own(one, 'Key')), String(own(one, 'Dir'))]));
    }
    return this.installed;
  }
}
