import { iamArn, nameInArn } from './arns';
import { awsManagedPolicyNamed, isAwsManaged, MANAGED_POLICIES_DATE } from './aws-managed';
import { type DraftPrincipal, type DraftResource, StateDraft } from './draft';
import type { NamedPolicy } from './named-policy';
import { PolicyReader } from './read-policy';
import { type Holder, PLURAL } from './resource-roles';
import { policyOf, type ReadAccessOptions, type SourceResource } from './source';
import type { Unknowns } from './unknown';

/** What the resources of one source are put together in. */
export class Assembly {
  /** The state so far. */
  public readonly draft: StateDraft;
  /** Reads the documents. */
  public readonly policies: PolicyReader;
  /** Resources of a kind that is read, of which too little is known to read them. */
  public readonly unread = new Set<SourceResource>();
  /** Resources whose policy a resource of its own sets. */
  public readonly policySetters = new Set<DraftResource>();
  /** ARNs of tables, by what others name them by. */
  public readonly tables = new Map<string, string>();
  /** Policies of an organization that say nothing of who may do what, by where they stand and by id. */
  public readonly otherPolicies = new Set<string>();
  /** Ids of VPC endpoints, by where they stand. */
  public readonly endpoints = new Map<string, string>();
  /** Managed policies by ARN, and by the place of the resource that makes them. */
  private readonly managed = new Map<string, SourceResource>();

  public constructor(public readonly tokens: Unknowns, private readonly options: ReadAccessOptions) {
    this.draft = new StateDraft(tokens);
    this.policies = new PolicyReader(tokens, (unknown) => this.draft.note(unknown));
    this.draft.account = options.account;
  }

  /** The partition of ARNs. */
  public get partition(): string {
    return this.options.partition ?? 'aws';
  }

  /** A text attribute that says something, tokens and all. */
  public text(resource: SourceResource, attribute: string): string | undefined {
    const value = resource.get(attribute);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** The texts in an attribute that holds one or a list; a list that isn't known is reported. */
  public texts(resource: SourceResource, attribute: string): readonly string[] {
    const value = resource.get(attribute);
    if (value === undefined || value === null || value === '') return [];
    if (typeof value === 'string' && PLURAL.has(attribute)) {
      this.draft.unknown(`${resource.where}.${attribute}`, this.tokens.isKnown(value) ? 'expected a list, found a text' : this.reasons(value));
      return [];
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) if (typeof item !== 'string') this.draft.unknown(`${resource.where}.${attribute}`, `expected a text, found ${typeof item}`);
    return items.filter((item): item is string => typeof item === 'string');
  }

  /** Whether an attribute holds a list of which nothing is known. */
  public isOpenList(resource: SourceResource, attribute: string): boolean {
    const value = resource.get(attribute);
    return typeof value === 'string' && PLURAL.has(attribute) && !this.tokens.isKnown(value);
  }

  /** The principals that an attribute names; a name that isn't known is reported, unless a resource of the source has it. */
  public holders(resource: SourceResource, { kind, attribute }: Holder): readonly DraftPrincipal[] {
    return this.texts(resource, attribute).map((name) => {
      const principal = this.draft.principal(kind, name);
      if (!this.tokens.isKnown(name) && !principal.declared) this.unknown(`${resource.where}.${attribute}`, name);
      return principal;
    });
  }

  /** The ARN of a resource of the source, where it is known in full. */
  public arn(resource: SourceResource, kind: string): string | undefined {
    const { account } = this.draft;
    // a source that knows the whole of any ARN knows the account
    if (account === undefined) return undefined;
    const known = this.text(resource, 'arn');
    if (known !== undefined && this.tokens.isKnown(known)) return known;
    const name = this.text(resource, 'name');
    if (name === undefined || !this.tokens.isKnown(name)) return undefined;
    return iamArn({ partition: this.options.partition ?? 'aws', account, kind, path: this.text(resource, 'path'), name });
  }

  /** Makes a managed policy known by its ARN, and, where there are none, by its name. */
  public declarePolicy(resource: SourceResource): void {
    const keys = resource.type.startsWith('minio_') ? [this.text(resource, 'name')] : [this.text(resource, 'arn'), this.arn(resource, 'policy')];
    for (const key of [...keys, resource.where]) {
      if (key !== undefined && !this.managed.has(key)) this.managed.set(key, resource);
    }
  }

  /** The managed policy of an ARN, named for its holder; without a document where the source doesn't hold it. */
  public managedPolicy(arn: string, holder: string, use: string, where: string): DraftPrincipal['policies'][number] {
    const declared = this.managed.get(arn) ?? this.managed.get(this.tokens.whole(arn)?.label ?? '');
    const ofAws = [arn, declared?.get('arn')].find((one): one is string => typeof one === 'string' && isAwsManaged(one));
    // a data source that only names a policy of AWS's has its document after apply
    const hasDocument = declared !== undefined && (ofAws === undefined || this.holds(declared.get('policy')));
    if (!hasDocument && ofAws !== undefined) return this.awsManaged(ofAws, `${holder}, ${use}`, where);
    if (declared === undefined) {
      const name = nameInArn(arn) ?? this.tokens.show(arn);
      this.draft.unknown(where, this.tokens.isKnown(arn) ? `${arn} is not in the source, so its document is not known` : this.reasons(arn));
      return { name: `${holder}, ${use} ${name}` };
    }
    const name = this.text(declared, 'name') ?? nameInArn(arn) ?? declared.where;
    const label = this.tokens.isKnown(name) ? name : declared.where;
    return this.policies.named(`${holder}, ${use} ${label}`, { value: () => policyOf(declared), where: () => `${declared.where}.policy`, policyType: 'identity' }, ofAws === undefined ? {} : { awsManaged: {} });
  }

  /** A managed policy of AWS's own, as the package knows it. */
  private awsManaged(arn: string, lead: string, where: string): NamedPolicy {
    const policy = awsManagedPolicyNamed(arn, lead);
    if (policy.document === undefined) this.draft.unknown(where, `${arn} is AWS's own, and not among those that the package knows (as of ${MANAGED_POLICIES_DATE}), so its document is not known`);
    return policy;
  }

  /** Whether a value is there, and not known only later. */
  private holds(value: unknown): boolean {
    return value !== undefined && value !== null && !(typeof value === 'string' && this.tokens.whole(value) !== undefined);
  }

  /** Reports the unknown values in a text. */
  public unknown(where: string, text: string): void {
    this.draft.unknown(where, this.reasons(text));
  }

  /** Reports that something is said of a bucket whose name isn't known. */
  public mayBeAny(where: string, text: string): void {
    this.draft.unknown(where, `${this.reasons(text)}; until then it may be any bucket`);
  }

  private reasons(text: string): string {
    return this.tokens.in(text).map(({ label, reason }) => `${label}: ${reason}`).join('; ');
  }
}
