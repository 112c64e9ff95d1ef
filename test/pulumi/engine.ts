import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { EngineService } from '@pulumi/pulumi/proto/engine_grpc_pb';
import { GetRootResourceResponse, RequirePulumiVersionResponse, SetRootResourceResponse, type LogRequest, type SetRootResourceRequest } from '@pulumi/pulumi/proto/engine_pb';
import { InvokeResponse } from '@pulumi/pulumi/proto/provider_pb';
import { ResourceMonitorService } from '@pulumi/pulumi/proto/resource_grpc_pb';
import {
  ReadResourceResponse,
  RegisterPackageResponse,
  RegisterResourceResponse,
  SupportsFeatureResponse,
  type ReadResourceRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
} from '@pulumi/pulumi/proto/resource_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import { compiledFile } from '../compiled';

/**
 * A small Pulumi engine: it answers the SDK's own registration calls over gRPC, so that a program runs on its real path, without the
 * Pulumi CLI and without providers. It knows no diffs and asks no provider: ids and computed outputs are what `computed` says.
 */
export interface EngineOptions {
  /** `preview` registers with ids unknown, `up` with an id for each resource. */
  readonly mode: 'preview' | 'up';
  /** Outputs of a resource beyond its inputs, and its `id`; `UNKNOWN` is one that isn't known yet. */
  readonly computed?: (type: string, name: string, inputs: Properties) => Properties;
  /** Environment of the program beyond this process's. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Properties of a resource. In what the engine saw, secrets are `{ secret: value }` and unknown values `'<unknown>'`. */
export type Properties = { [key: string]: JavaScriptValue };

/** A registered resource, as the engine saw it. URNs are cut to `type chain::name`. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly inputs: Properties;
  outputs?: Properties;
  readonly provider: string;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly secretOutputs: readonly string[];
  readonly aliases: number;
  readonly read?: boolean;
}

/** What a run came to. */
export interface EngineRun {
  /** Exit code of the program. */
  readonly code: number;
  /** All that it printed and logged. */
  readonly text: string;
  readonly resources: readonly Registered[];
}

/** A value that is known only after deploy. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
export const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** Runs the program of a file below `test/pulumi/programs`. */
export async function runProgram(file: string, options: EngineOptions): Promise<EngineRun> {
  const session = new Session(options);
  const address = await session.listen();
  try {
    const { code, text } = await execute(compiledFile(join('test', 'pulumi', 'programs', file)), address, options);
    return { code, text: [text, ...session.logs].join('\n'), resources: session.resources };
  } finally {
    session.close();
  }
}

function execute(program: string, address: string, { mode, env }: EngineOptions): Promise<{ code: number; text: string }> {
  const root = join(__dirname, '..', '..');
  const script = [
    require.resolve('@pulumi/pulumi/cmd/run'),
    '--monitor', address, '--engine', address, '--project', 'proj', '--stack', 'dev', '--organization', 'org',
    '--dry-run', String(mode === 'preview'), '--parallel', '100', '--pwd', root, program,
  ];
  const child = spawn(process.execPath, script, { cwd: root, env: { ...process.env, PULUMI_CONFIG: '{}', ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, text })));
}

/** What answers a program, or a provider that makes a component. */
export class Session {
  public readonly resources: Registered[] = [];
  public readonly logs: string[] = [];
  private readonly server = new grpc.Server({ 'grpc.max_receive_message_length': 100 << 20 });
  private root = '';

  constructor(private readonly options: EngineOptions) {
    // What isn't answered here is UNIMPLEMENTED, which the SDK takes as an engine of an older version.
    this.server.addService(ResourceMonitorService, {
      supportsFeature: unary(() => withHassupport()),
      invoke: unary(() => invokeNothing()),
      readResource: unary((request: ReadResourceRequest) => this.read(request)),
      registerResource: unary((request: RegisterResourceRequest) => this.register(request)),
      registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) => this.registerOutputs(request)),
      registerPackage: unary(() => new RegisterPackageResponse()),
      signalAndWaitForShutdown: unary(() => new Empty()),
    });
    this.server.addService(EngineService, {
      log: unary((request: LogRequest) => {
        if (request.getSeverity() > 0) this.logs.push(request.getMessage());
        return new Empty();
      }),
      getRootResource: unary(() => {
        const response = new GetRootResourceResponse();
        response.setUrn(this.root);
        return response;
      }),
      setRootResource: unary((request: SetRootResourceRequest) => {
        this.root = request.getUrn();
        return new SetRootResourceResponse();
      }),
      requirePulumiVersion: unary(() => new RequirePulumiVersionResponse()),
    });
  }

  public listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      const bound = (error: Error | null, port: number) => (error ? reject(error) : resolve(`127.0.0.1:${port}`));
      this.server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), bound);
    });
  }

  public close(): void {
    this.server.forceShutdown();
  }

  private register(request: RegisterResourceRequest): RegisterResourceResponse {
    const [type, name] = [request.getType(), request.getName()];
    const urn = urnOf(type, name, request.getParent());
    if (this.resources.some((resource) => resource.urn === short(urn))) throw new Error(`Duplicate resource URN ${urn}`);
    const inputs = request.getObject()?.toJavaScript() ?? {};
    this.resources.push({
      type,
      name,
      urn: short(urn),
      parent: short(request.getParent()),
      inputs: plain(inputs) as Properties,
      provider: short(request.getProvider()),
      protect: request.getProtect() === true,
      dependencies: request.getDependenciesList().map(short),
      propertyDependencies: propertyDependencies(request),
      secretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: request.getAliasesList().length,
    });
    const { id = `${name}-id`, ...computed } = this.options.computed?.(type, name, inputs) ?? {};
    const response = new RegisterResourceResponse();
    response.setUrn(urn);
    if (request.getCustom()) response.setId(this.options.mode === 'up' ? String(id) : '');
    response.setObject(Struct.fromJavaScript({ ...inputs, ...computed }));
    return response;
  }

  private read(request: ReadResourceRequest): ReadResourceResponse {
    const [type, name] = [request.getType(), request.getName()];
    const urn = urnOf(type, name, request.getParent());
    const inputs = request.getProperties()?.toJavaScript() ?? {};
    const blank = { provider: '', protect: false, dependencies: [], propertyDependencies: {}, secretOutputs: [], aliases: 0 };
    const parent = short(request.getParent());
    this.resources.push({ ...blank, type, name, urn: short(urn), parent, inputs: plain(inputs) as Properties, read: true });
    const response = new ReadResourceResponse();
    response.setUrn(urn);
    response.setProperties(Struct.fromJavaScript({ ...inputs, ...this.options.computed?.(type, name, inputs) }));
    return response;
  }

  private registerOutputs(request: RegisterResourceOutputsRequest): Empty {
    const resource = this.resources.find(({ urn }) => urn === short(request.getUrn()));
    if (resource) resource.outputs = plain(request.getOutputs()?.toJavaScript() ?? {}) as Properties;
    return new Empty();
  }
}

function unary<Request, Response>(answer: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    try {
      callback(null, answer(request));
    } catch (error) {
      callback({ code: grpc.status.INVALID_ARGUMENT, message: (error as Error).message });
    }
  };
}

function withHassupport(): SupportsFeatureResponse {
  const response = new SupportsFeatureResponse();
  response.setHassupport(true);
  return response;
}

function invokeNothing(): InvokeResponse {
  const response = new InvokeResponse();
  response.setReturn(Struct.fromJavaScript({}));
  return response;
}

function propertyDependencies(request: RegisterResourceRequest): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((value, property) => {
    if (value.getUrnsList().length > 0) found[property] = value.getUrnsList().map(short);
  });
  return found;
}

const STACK = 'pulumi:pulumi:Stack';

function urnOf(type: string, name: string, parent: string): string {
  const parentType = parent.split('::')[2] ?? '';
  const chain = parentType === '' || parentType === STACK ? type : `${parentType}$${type}`;
  return `urn:pulumi:dev::proj::${chain}::${name}`;
}

function short(urn: string): string {
  return urn.split('::').slice(2, 4).join('::');
}

/** Secrets and unknown values as a person reads them. Output values, which carry dependencies too, are their values. */
export function plain(value: JavaScriptValue): JavaScriptValue {
  if (value === UNKNOWN) return '<unknown>';
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Properties;
  if (object[SIGNATURE] === SECRET) return { secret: plain(object.value) };
  if (object[SIGNATURE] !== undefined) {
    const inner = object.value === undefined ? '<unknown>' : plain(object.value);
    return object.secret === true ? { secret: inner } : inner;
  }
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, plain(item)]));
}
