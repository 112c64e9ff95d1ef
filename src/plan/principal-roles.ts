import { accountRootArn, parseArn } from '../policy/arn';
import type { Condition, PrincipalMap } from '../policy/document';
import { shown } from '../s3/names';
import { DEPLOY_TIME, finished, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { checkExternal, isExternal, type AnotherAccount, type ExternalPrincipal } from './external-grantees';
import { checkText, invalidTrust, oidcRole, type RoleTrust } from './oidc-role';

/** Who may take a role by `sts:AssumeRole`: a service of AWS, or another account. */
export interface PrincipalTrust {
  /** Tells a trust from other inputs. */
  readonly kind: 'trust';
  /** What it is called in the policy: letters and digits. */
  readonly name: string;
  /** The services or accounts that take it. */
  readonly principals: PrincipalMap;
  /** What they may do with it: taking it, and tagging the session where they must. */
  readonly actions: readonly string[];
  /** What must hold when they do. */
  readonly conditions: readonly Condition[];
}

/** Props of {@link serviceRole}. */
export interface ServiceRoleProps {
  /** The service as its documentation calls it, such as `lambda.amazonaws.com` or `ec2.amazonaws.com`. */
  readonly service: string;
  /**
   * The account that the service works for, where it says so: without it, a service that others can have work on their behalf could take the role
   * for them.
   *
   * @default - any that the service takes the role for; it must be able to pass the role to the service
   */
  readonly sourceAccount?: string;
  /**
   * The ARN of the one resource that the service takes the role for, without wildcards.
   *
   * @default - any
   */
  readonly sourceArn?: string;
}

const SERVICE_PROPS: Shape<ServiceRoleProps> = { service: VALUE, sourceAccount: VALUE, sourceArn: VALUE };
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;
const ACCOUNT = /^\d{12}$/;

/**
 * Says that a service of AWS may take a `StorageRole`, such as Lambda for a function, EC2 for an instance profile or Data Firehose for a stream.
 *
 * @throws AccessError `InvalidTrust`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
 * @example
 * serviceRole({ service: 'lambda.amazonaws.com' });
 */
export function serviceRole(given: ServiceRoleProps): PrincipalTrust {
  const { service, sourceAccount, sourceArn } = readShape<ServiceRoleProps>(SERVICE_PROPS, given, { what: 'serviceRole', code: 'InvalidTrust' });
  if (typeof service !== 'string' || !SERVICE.test(service)) throw invalidTrust(`service ${shown(service)} is not the name of a service principal`, "write service: 'lambda.amazonaws.com'");
  if (service === 'pods.eks.amazonaws.com') throw invalidTrust(`service ${service} takes a role for any pod of the account`, 'write podIdentityRole({ … }), which says for which');
  return trust('Service', { Service: [service] }, ['sts:AssumeRole'], sourceOf(sourceAccount, sourceArn));
}

/** Props of {@link podIdentityRole}. */
export interface PodIdentityRoleProps {
  /** The namespace of the pods. */
  readonly namespace: string;
  /** The service account that they run as. */
  readonly serviceAccount: string;
  /**
   * The ARN of the EKS cluster.
   *
   * @default - any cluster of the account, in which somebody associates the role
   */
  readonly cluster?: string;
}

const POD_PROPS: Shape<PodIdentityRoleProps> = { namespace: VALUE, serviceAccount: VALUE, cluster: VALUE };
const LABEL = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Says that pods of one service account may take a `StorageRole` through EKS Pod Identity. The association of role and service account is made in
 * the cluster.
 *
 * @throws AccessError `InvalidTrust`
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @example
 * podIdentityRole({ namespace: 'ingest', serviceAccount: 'uploader' });
 */
export function podIdentityRole(given: PodIdentityRoleProps): PrincipalTrust {
  const { namespace, serviceAccount, cluster } = readShape<PodIdentityRoleProps>(POD_PROPS, given, { what: 'podIdentityRole', code: 'InvalidTrust' });
  checkLabels({ namespace, serviceAccount });
  const tag = (name: string, value: string): Condition => ({ operator: 'StringEquals', key: `aws:RequestTag/${name}`, values: [value] });
  return trust('PodIdentity', { Service: ['pods.eks.amazonaws.com'] }, ['sts:AssumeRole', 'sts:TagSession'], [
    tag('kubernetes-namespace', namespace), tag('kubernetes-service-account', serviceAccount), ...sourceOf(undefined, cluster),
  ]);
}

/** Props of {@link irsaRole}. */
export interface IrsaRoleProps {
  /** The issuer of the cluster, as its URL: `https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE`. */
  readonly issuer: string;
  /** The ARN of the issuer's OIDC provider in the account, which must exist; on an engine it may be a deploy-time value. */
  readonly provider: string;
  /** The namespace of the pods. */
  readonly namespace: string;
  /** The service account that they run as. */
  readonly serviceAccount: string;
}

const IRSA_PROPS: Shape<IrsaRoleProps> = { issuer: VALUE, provider: DEPLOY_TIME, namespace: VALUE, serviceAccount: VALUE };

/**
 * Says that pods of one Kubernetes service account may take a `StorageRole` by the cluster's tokens (IAM roles for service accounts).
 *
 * @throws AccessError `InvalidTrust`
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 * @example
 * irsaRole({
 *   issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE', namespace: 'ingest', serviceAccount: 'uploader',
 *   provider: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE',
 * });
 */
export function irsaRole(given: IrsaRoleProps): RoleTrust {
  const { namespace, serviceAccount, ...oidc } = readShape<IrsaRoleProps>(IRSA_PROPS, given, { what: 'irsaRole', code: 'InvalidTrust' });
  checkLabels({ namespace, serviceAccount });
  return finished(Object.freeze({
    ...oidcRole({ ...oidc, audience: 'sts.amazonaws.com', subject: `system:serviceaccount:${namespace}:${serviceAccount}` }), name: 'ServiceAccountToken',
  }));
}

/** Props of {@link accountRole}. */
export interface AccountRoleProps {
  /** Another account, as `anotherAccount(…)`, or one user or role of it, as `externalPrincipal(…)`. */
  readonly account: AnotherAccount | ExternalPrincipal;
  /** The external id that the other side sends: agreed with it, and given to nobody else. */
  readonly externalId: string;
}

const ACCOUNT_PROPS: Shape<AccountRoleProps> = { account: VALUE, externalId: VALUE };
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/**
 * Says that another account, or one user or role of it, may take a `StorageRole`, when it sends the external id: without one, a third party that
 * serves several customers could be made to use the role for another customer.
 *
 * @throws AccessError `InvalidTrust`, `InvalidPrincipal`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 * @example
 * accountRole({ account: anotherAccount('444455556666'), externalId: 'acme-7f3c9a' });
 */
export function accountRole(given: AccountRoleProps): PrincipalTrust {
  const { account, externalId } = readShape<AccountRoleProps>(ACCOUNT_PROPS, given, { what: 'accountRole', code: 'InvalidTrust' });
  const principal = isExternal(account) ? checkExternal(account) : undefined;
  if (principal === undefined || principal.kind === 'everyone') {
    throw invalidTrust(`account ${shown(account)} is not another account, nor a user or role of one`, "write account: anotherAccount('444455556666')");
  }
  checkText('externalId', externalId);
  if (!EXTERNAL_ID.test(externalId)) throw invalidTrust(`externalId ${shown(externalId)} isn't 2 to 1224 letters, digits and + = , . @ : / _ -`, 'write the id that the other side sends');
  const arn = principal.kind === 'account' ? accountRootArn(principal.account) : principal.arn;
  return trust('OtherAccount', { AWS: [arn] }, ['sts:AssumeRole'], [{ operator: 'StringEquals', key: 'sts:ExternalId', values: [externalId] }]);
}

function trust(name: string, principals: PrincipalMap, actions: readonly string[], conditions: readonly Condition[]): PrincipalTrust {
  return finished(Object.freeze<PrincipalTrust>({ kind: 'trust', name, principals, actions, conditions }));
}

function sourceOf(account: unknown, arn: unknown): readonly Condition[] {
  if (account !== undefined && (typeof account !== 'string' || !ACCOUNT.test(account))) {
    throw invalidTrust(`sourceAccount ${shown(account)} is not an account id`, 'write its twelve digits as text, or leave it out');
  }
  if (arn !== undefined && (typeof arn !== 'string' || parseArn(arn) === undefined || /[*?$\s]/.test(arn))) {
    throw invalidTrust(`${shown(arn)} is not the ARN of one resource`, 'write the whole ARN without wildcards, or leave it out');
  }
  return [
    ...(arn === undefined ? [] : [{ operator: 'ArnEquals', key: 'aws:SourceArn', values: [arn] } as Condition]),
    ...(account === undefined ? [] : [{ operator: 'StringEquals', key: 'aws:SourceAccount', values: [account] } as Condition]),
  ];
}

function checkLabels(names: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(names)) {
    if (typeof value !== 'string' || !LABEL.test(value)) throw invalidTrust(`${name} ${shown(value)} is not a name of Kubernetes: lower-case letters, digits, . and -`, `write ${name}: 'ingest', without wildcards`);
  }
}
