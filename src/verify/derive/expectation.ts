import { compileState, decide, type CompiledState } from '../../decide';
import type { Statement } from '../../policy/document';
import type { AccessState } from '../../state/access-state';
import { mapStatements } from '../../state/map-statements';
import type { VerifyRequest } from '../types';
import { questionsOf, type KnownContext } from './question';

/** What the policies answer to a request, or why that can't be determined from here. */
export type Expectation =
  | { readonly expected: 'allow' | 'deny'; readonly reason: string }
  | { readonly expected: undefined; readonly reason: string };

/**
 * Condition keys whose values in a request of a run are known: those that the run chooses, those that every request has, and those that no
 * request of a run has. What isn't among them depends on where the server sees the client, or on what only the server knows.
 */
const KNOWN = /^(?:aws:(?:SecureTransport|CurrentTime|EpochTime|UserAgent|Referer|username|PrincipalArn|PrincipalAccount|PrincipalType|PrincipalTag\/[^]*|PrincipalIsAWSService|PrincipalServiceName(?:sList)?|ViaAWSService|CalledVia\w*|ResourceAccount|MultiFactorAuth\w+|TokenIssueTime|FederatedProvider|SourceIdentity|SourceAccount|SourceArn)|s3:(?:prefix|delimiter|max-keys|signatureversion|authType|signatureAge|x-amz-[^]*|VersionId|ResourceAccount|object-lock-[^]*|RequestObjectTag[^]*|ExistingObjectTag[^]*|if-[^]*|TlsVersion|DataAccessPoint\w+|AccessPoint\w+|InventoryAccessibleOptionalFields|LocationConstraint))$/i;

/**
 * Asks `decide` about requests of a run. Where an answer depends on a condition key whose value isn't known from here, such as the address
 * of the client, it isn't guessed: it is asked for with the conditions on that key met, and not met, and where the answers differ there is none.
 */
export class Expectations {
  private readonly plain: CompiledState;
  private readonly most?: CompiledState;
  private readonly least?: CompiledState;
  private readonly open: readonly string[];
  private readonly at = new Date();

  /** @param known the condition keys that the caller knows of, such as `aws:SourceIp` */
  constructor(state: AccessState, private readonly known: KnownContext) {
    const given = new Set(Object.keys(known).map((key) => key.toLowerCase()));
    const isOpen = (key: string): boolean => !given.has(key.toLowerCase()) && !KNOWN.test(key);
    const keys = new Set<string>();
    const without = (effect: 'Allow' | 'Deny') => mapStatements(state, (statement) => {
      const conditions = statement.conditions ?? [];
      conditions.filter(({ key }) => isOpen(key)).forEach(({ key }) => keys.add(key));
      if (!conditions.some(({ key }) => isOpen(key))) return [statement];
      return statement.effect === effect ? [{ ...statement, conditions: conditions.filter(({ key }) => !isOpen(key)) } satisfies Statement] : [];
    });
    this.plain = compileState(state);
    const [most, least] = [without('Allow'), without('Deny')];
    this.open = [...keys].sort();
    if (keys.size > 0) [this.most, this.least] = [compileState(most), compileState(least)];
  }

  /** The answer to a request; undefined where it can't be determined. */
  public expects(request: VerifyRequest): 'allow' | 'deny' | undefined {
    const first = this.effect(this.most ?? this.plain, request);
    return this.least === undefined || first === this.effect(this.least, request) ? first : undefined;
  }

  /** The same with the reason, which takes longer. */
  public of(request: VerifyRequest): Expectation {
    const expected = this.expects(request);
    if (expected === undefined) return { expected, reason: this.doubt(request) };
    // what allows in the least of cases, and what denies in the most
    const state = (expected === 'allow' ? this.least : this.most) ?? this.plain;
    return { expected, reason: this.decided(state, request)[0].reason };
  }

  private effect(state: CompiledState, request: VerifyRequest): 'allow' | 'deny' | undefined {
    const [own, ...others] = this.decided(state, request);
    if (own.effect === 'uncertain') return undefined;
    if (own.effect !== 'allow') return 'deny';
    return others.every(({ allowed }) => allowed) ? 'allow' : undefined;
  }

  private doubt(request: VerifyRequest): string {
    const [most, least] = [this.most ?? this.plain, this.least ?? this.plain].map((state) => ({ state, effect: this.effect(state, request) }));
    if (most.effect !== least.effect && most.effect !== undefined && least.effect !== undefined) {
      return `the answer depends on ${this.open.join(', ')}, which this machine does not know: give it with --context`;
    }
    const [own] = this.decided((most.effect === undefined ? most : least).state, request);
    if (own.effect === 'uncertain') return `the policies do not say: ${own.reason}`;
    return 'servers differ in whether an upload with an ACL needs s3:PutObjectAcl too';
  }

  private decided(state: CompiledState, request: VerifyRequest): ReadonlyArray<ReturnType<typeof decide>> {
    return questionsOf(request, this.known).map((question) => decide(state, question, { at: this.at }));
  }
}
