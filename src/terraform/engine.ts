import type { Construct } from 'constructs';
import type { Platform } from '../platforms/platform';

/** The class of a provider resource, in the form in which cdktf and cdktn both generate them. */
export type ResourceClass<Config, Resource> = new (scope: Construct, id: string, config: Config) => Resource;

/** A provider of the engine. */
export interface EngineProvider extends Dependable {
  /** What tells it from other providers of its kind, such as its alias. */
  readonly metaAttributes: Record<string, unknown>;
  /** Sets something in the synthesized block. */
  addOverride(path: string, value: unknown): void;
}

/**
 * A value whose exact type only the engine knows: made by one of its functions, or given by the user, and handed back to it untouched.
 * `never` lets the classes of both engines fit one type; {@link handThrough} makes it.
 */
export type EngineValue = never;

/** A resource of any type, with arguments as Terraform calls them. */
export interface GenericResource extends Construct, Dependable {
  dependsOn?: string[];
  addOverride(path: string, value: unknown): void;
  getStringAttribute(name: string): string;
  overrideLogicalId(id: string): void;
}

/** Where a provider is made, and for what. */
export interface ProviderScope {
  readonly scope: Construct;
  readonly id: string;
  readonly platform: Platform;
  readonly alias?: string;
  /** Further arguments, as Terraform calls them. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Says of a value that it goes back to the engine it came from. */
export function handThrough(value: unknown): EngineValue {
  return value as EngineValue;
}

/** A resource-wide check that Terraform makes before it creates or changes the resource. */
export interface Precondition {
  readonly condition: EngineValue;
  readonly errorMessage: string;
}

/** Something that a resource can wait for: any resource, data source or module of the engine. */
export interface Dependable {
  /** Its address in Terraform. */
  readonly fqn: string;
}

/** A resource that can take over what exists already. */
export interface Importable {
  importFrom(id: string, provider?: EngineValue): void;
}

/** What every resource takes. The engines know the exact types; this room doesn't. */
export interface MetaArguments {
  readonly provider?: EngineValue;
  readonly dependsOn?: Dependable[];
  readonly lifecycle?: { readonly precondition?: Precondition[]; readonly preventDestroy?: boolean };
}

type Policy<Owner extends string> = MetaArguments & { readonly [K in Owner]: string } & { readonly name: string; readonly policy: string };
type Attachment<Owner extends string> = MetaArguments & { readonly [K in Owner]: string } & { readonly policyArn: string };
type Named = Importable & { readonly name: string };
type Bounded = MetaArguments & { name: string; permissionsBoundary?: string };
type RoleConfig = Bounded & { assumeRolePolicy: string; maxSessionDuration?: number };
type SecretVersion = MetaArguments & { secretId: string; secretString?: string; secretStringWo?: string; secretStringWoVersion?: number };
type Parameter = MetaArguments & { name: string; type: string; keyId?: string; value?: string; valueWo?: string; valueWoVersion?: number };
type PointConfig = MetaArguments & { name: string; bucket: string; accountId?: string; policy?: string; vpcConfiguration?: { vpcId: string } };
type Metadata = { providerName: string; providerVersionConstraint?: string };
type Generic = MetaArguments & { terraformResourceType: string; terraformGeneratorMetadata?: Metadata };
type GenericProvider = { terraformResourceType: string; terraformProviderSource: string; terraformGeneratorMetadata: Metadata };
type AccessKeyAttributes = { readonly id: string; readonly secret: string; readonly encryptedSecret: string };

/**
 * The classes and functions that the shared constructs need of an engine. Each engine passes its own, so that this room imports neither
 * cdktf nor cdktn and one source serves both.
 */
export interface TerraformEngine {
  readonly AwsProvider: ResourceClass<{ readonly alias?: string }, EngineProvider>;
  readonly IamAccessKey: ResourceClass<MetaArguments & { user: string; status?: string; pgpKey?: string }, AccessKeyAttributes>;
  readonly IamGroup: ResourceClass<MetaArguments & { name: string }, Named>;
  readonly IamGroupMembership: ResourceClass<MetaArguments & { name: string; group: string; users: string[] }, object>;
  readonly IamGroupPolicy: ResourceClass<Policy<'group'>, Importable>;
  readonly IamGroupPolicyAttachment: ResourceClass<Attachment<'group'>, Importable>;
  readonly IamPolicy: ResourceClass<MetaArguments & { name: string; policy: string }, Importable & { readonly arn: string }>;
  readonly IamRole: ResourceClass<RoleConfig, Named & { readonly arn: string }>;
  readonly IamRolePolicy: ResourceClass<Policy<'role'>, Importable>;
  readonly IamRolePolicyAttachment: ResourceClass<Attachment<'role'>, Importable>;
  readonly IamUser: ResourceClass<Bounded, Named>;
  readonly IamUserGroupMembership: ResourceClass<MetaArguments & { user: string; groups: string[] }, object>;
  readonly IamUserPolicy: ResourceClass<Policy<'user'>, Importable>;
  readonly IamUserPolicyAttachment: ResourceClass<Attachment<'user'>, Importable>;
  readonly S3AccessPoint: ResourceClass<PointConfig, object>;
  readonly S3BucketPolicy: ResourceClass<MetaArguments & { bucket: string; policy: string }, { dependsOn?: string[] }>;
  readonly SecretsmanagerSecret: ResourceClass<MetaArguments & { name: string; kmsKeyId?: string }, { readonly id: string }>;
  readonly SecretsmanagerSecretVersion: ResourceClass<SecretVersion, object>;
  readonly SsmParameter: ResourceClass<Parameter, { readonly arn: string }>;
  readonly OtherProvider: ResourceClass<GenericProvider, EngineProvider & { alias?: string | undefined }>;
  readonly TerraformResource: ResourceClass<Generic, GenericResource>;
  readonly DefaultTokenResolver: new (concat: never) => unknown;
  readonly dependable: (dependable: Dependable) => string;
  readonly Fn: {
    can(expression: unknown): unknown;
    jsonencode(value: unknown): string;
    join(separator: string, texts: string[]): string;
    parseint(text: unknown, base: unknown): unknown;
    regex(pattern: string, text: string): unknown;
    sha256(text: string): string;
    substr(text: string, offset: number, length: number): string;
  };
  readonly Lazy: { stringValue(producer: { produce(): string }): string; listValue(producer: { produce(): string[] | undefined }): string[] };
  readonly StringConcat: new () => unknown;
  readonly Token: { asNumber(value: unknown): number; asString(value: unknown): string; isUnresolved(value: unknown): boolean };
  readonly Tokenization: {
    reverseString(text: string): { readonly tokens: readonly unknown[] };
    resolve(value: unknown, options: EngineValue): unknown;
  };
  readonly TerraformStack: { of(scope: Construct): Construct };
  readonly ref: (identifier: string, stack?: EngineValue) => unknown;
}

/** The resource that a class of the engine makes. */
export type ResourceOf<E extends TerraformEngine, Name extends keyof TerraformEngine> =
  E[Name] extends new (...args: never[]) => infer Resource ? Resource : never;

/** The configuration that a class of the engine takes. */
export type ConfigOf<E extends TerraformEngine, Name extends keyof TerraformEngine> =
  E[Name] extends new (scope: never, id: never, config: infer Config) => unknown ? Config : never;
