/* Access states, decisions and comparisons in detail, and the fast path. */
export * from '../decide';
export { UNKNOWN_TEXT } from '../state';
export type {
  AccessKeyAccess, AccessLimit, AccessLimitJson, AccessState, AccessStateJson, AclGrant, AwsManaged, BucketAccess, BucketAccessJson,
  BucketAcl, GroupAccess, NamedPolicy, ObjectOwnership, PublicAccessBlock, ResourceAccess, ResourceAccessJson, ResourceKind, RoleAccess,
  RoleAccessJson, UnknownAccess, UnknownName, UnknownScope, UserAccess, UserAccessJson,
} from '../state';
export type {
  AccessChange, ChangedPrincipal, ChangedStatement, Comparison as AccessComparison, ConditionChange, Inconclusive, InconclusiveCause,
  NamedChange, PolicyType, StatementConditions, UnreadAccess, Verdict, Witness,
} from '../compare';
export type { LintSeverity } from '../lint';
export type { GivingStatement, Holder, MatrixDecision, MatrixVerb, PossibleHolder, ReviewFormat } from '../report';
