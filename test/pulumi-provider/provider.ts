import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as grpc from '@grpc/grpc-js';
import { ResourceProviderClient } from '@pulumi/pulumi/proto/provider_grpc_pb';
import { ConfigureRequest, ConstructRequest, GetSchemaRequest, type ConfigureResponse, type ConstructResponse, type GetSchemaResponse } from '@pulumi/pulumi/proto/provider_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { plain, Session, SIGNATURE, UNKNOWN, type EngineOptions, type Properties, type Registered } from '../pulumi/engine';

/** A component that is asked for, as the engine of Pulumi asks for it. */
export interface Ask {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly mode?: EngineOptions['mode'];
  readonly computed?: EngineOptions['computed'];
  readonly parent?: string;
  /** By package: `URN::ID`. */
  readonly providers?: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly string[];
}

/** What came of it. */
export interface Answer {
  readonly resources: readonly Registered[];
  readonly state: Properties;
}

const STACK = 'urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev';

/** The URN of a resource of the program. */
export const urn = (type: string, name: string): string => `urn:pulumi:dev::proj::${type}::${name}`;

/** An Output of a resource, as SDKs send it; without a value, one that isn't known yet. */
export const from = (resource: string, value?: string, secret = false): Properties => ({
  [SIGNATURE]: 'd0e6a833031e9bbcd3f4e8bde6ca49a4', ...(value !== undefined && { value }), ...(secret && { secret }), dependencies: [resource],
});

/** A value that an old SDK sends for what isn't known yet. */
export const unknown = UNKNOWN;

/** The provider, in a process of its own, as Pulumi starts it. */
export class Provider {
  /** Starts it by its file, with the address of an engine. */
  public static async start(args: readonly string[]): Promise<Provider> {
    const engine = new Session({ mode: 'up' });
    const child = spawn(process.execPath, [...args, await engine.listen()], { stdio: ['ignore', 'pipe', 'pipe'] });
    let failed = '';
    child.stderr.on('data', (data: Buffer) => (failed += data.toString()));
    const port = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('exit', () => reject(new Error(failed)));
    });
    return new Provider(child, engine, new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), { 'grpc.max_receive_message_length': 100 << 20 }));
  }

  private readonly sessions: Session[] = [];

  private constructor(private readonly child: ChildProcess, engine: Session, private readonly client: ResourceProviderClient) {
    this.sessions.push(engine);
  }

  public stop(): void {
    this.client.close();
    this.child.kill();
    this.sessions.forEach((session) => session.close());
  }

  public async schema(): Promise<string> {
    const response = await this.call<GetSchemaResponse>((done) => this.client.getSchema(new GetSchemaRequest(), done));
    return response.getSchema();
  }

  public configure(): Promise<ConfigureResponse> {
    return this.call<ConfigureResponse>((done) => this.client.configure(new ConfigureRequest(), done));
  }

  public async construct({ type, name, inputs, mode = 'up', computed, parent = STACK, providers = {}, dependsOn = [] }: Ask): Promise<Answer> {
    const session = new Session({ mode, computed });
    const request = new ConstructRequest();
    request.setProject('proj').setStack('dev').setOrganization('org').setParallel(100).setDryrun(mode === 'preview').setMonitorendpoint(await session.listen());
    request.setType(`bucket-grants:index:${type}`).setName(name).setParent(parent).setInputs(Struct.fromJavaScript(inputs)).setDependenciesList([...dependsOn]);
    for (const [key, reference] of Object.entries(providers)) request.getProvidersMap().set(key, reference);
    // the engine is there as long as the provider: what failed may still be asking
    this.sessions.push(session);
    const response = await this.call<ConstructResponse>((done) => this.client.construct(request, done));
    return { resources: session.resources, state: plain(response.getState()?.toJavaScript() ?? {}) as Properties };
  }

  private call<Response>(start: (done: (error: grpc.ServiceError | null, response: Response) => void) => void): Promise<Response> {
    return new Promise((resolve, reject) => start((error, response) => (error ? reject(new Error(error.details)) : resolve(response))));
  }
}
