import type { JsonObject } from './json';

/** Where a module is called. */
export interface ModuleCall {
  /** The folder of the configuration that calls it, relative to that of the outermost one. */
  readonly folder: string;
  /** Its address, such as `module.data["blue"].module.logs`. */
  readonly path: string;
  /** Its `source`. */
  readonly source: string;
}

/** The files that a configuration lies among. */
export interface ConfigFiles {
  /** The configuration of a module and its folder, or why it isn't there. */
  module(call: ModuleCall): { readonly json: JsonObject; readonly folder: string } | { readonly reason: string };
  /** The text of a file, by its path relative to the folder of the outermost configuration; `undefined` where it isn't there or may not be read. */
  text(path: string): string | undefined;
}

/** A configuration of Terraform's, with the files that it lies among. */
export interface Configuration {
  /** The files of its folder as one, in the shape of Terraform's JSON syntax. */
  readonly json: JsonObject;
  /** The files that it lies among. */
  readonly files: ConfigFiles;
  /** Values that its own files give to its variables. */
  readonly values: Readonly<Record<string, unknown>>;
}
