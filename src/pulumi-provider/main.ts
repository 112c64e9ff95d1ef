import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '@pulumi/pulumi/provider';
import { VERSION } from '../report/version';
import { construct } from './construct';

/*
 * What Pulumi starts for programs in other languages: a provider of components. Its schema stands beside the package, and is read when Pulumi asks.
 */
const getSchema = async (): Promise<string> => {
  const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', 'pulumi.json'), 'utf8')) as object;
  return JSON.stringify({ ...schema, version: VERSION });
};

void main({ version: VERSION, getSchema, construct }, process.argv.slice(2));
