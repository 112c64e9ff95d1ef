import { AccessError } from '../errors';
import type { Platform, PrincipalLimits } from '../platforms/platform';
import { identityDocument, type IdentityDocument, namesIn, type PrincipalIntent } from './identity-document';
import type { ExistingPrincipal } from './principals';

/** Where an identity policy lives: in the principal itself, or as a policy of its own that is attached to it. */
export type PolicyPlacement = 'inline' | 'managed';

/** An identity policy and where it goes. */
export interface PlacedDocument extends IdentityDocument {
  /** Where it goes. */
  readonly placement: PolicyPlacement;
}

/** Somebody who gets policies. */
export interface PlacedPrincipal {
  /** What it is. */
  readonly kind: ExistingPrincipal['kind'];
  /** Its name, for errors. */
  readonly name: string;
  /** True when it isn't made here: what it holds inline already is unknown, so nothing is added there. */
  readonly existing: boolean;
}

/**
 * Counts what one principal holds and says where the next policy goes: inline while the budget of all its inline policies together
 * lasts, then managed while attachments last. A policy that goes nowhere is refused.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class PlacementBudget {
  private inlineSize = 0;
  private inlinePolicies = 0;
  private attachments = 0;
  private readonly limits: PrincipalLimits;

  constructor(private readonly principal: PlacedPrincipal, private readonly platform: Platform) {
    this.limits = platform.limits[principal.kind];
  }

  /** Whether a document may grow to this size at the place it would go to. */
  public fits(size: number): boolean {
    return this.fitsInline(size) || size <= this.platform.limits.managedSize;
  }

  /**
   * Places a document and takes it from the budget.
   *
   * @param managed whether it must be a managed policy, as one that exists already and is taken over
   * @throws AccessError `PolicyTooLarge`, `TooManyPolicies`
   */
  public place(document: IdentityDocument, managed = false): PlacedDocument {
    if (!managed && this.fitsInline(document.size)) {
      this.inlineSize += document.size;
      this.inlinePolicies += 1;
      return { ...document, placement: 'inline' };
    }
    this.checkManaged(document);
    this.attachments += 1;
    return { ...document, placement: 'managed' };
  }

  private fitsInline(size: number): boolean {
    const { inlineSize, inlinePolicySize = inlineSize, inlinePolicies = Infinity } = this.limits;
    // what an existing principal holds inline is unknown; where there is nothing else, it has to be inline all the same
    if (this.principal.existing && this.platform.limits.managedSize > 0) return false;
    return this.inlineSize + size <= inlineSize && size <= inlinePolicySize && this.inlinePolicies < inlinePolicies;
  }

  /** Where there are only inline policies, and no more of them fit. */
  private inlineFull(what: string, size: number): AccessError {
    const { kind, name } = this.principal;
    const { inlineSize, inlinePolicySize = inlineSize, inlinePolicies = Infinity } = this.limits;
    const tooLarge = size > inlinePolicySize;
    const most = inlinePolicies === Infinity ? '' : `${inlinePolicies} inline policies, or `;
    return new AccessError({
      code: tooLarge ? 'PolicyTooLarge' : 'TooManyPolicies',
      message: tooLarge
        ? `the policy for ${what} of ${kind} ${name} has ${size} ${sizeWord(this.platform)}; ${this.platform.title} allows ${inlinePolicySize} in an inline policy, and has no managed ones`
        : `${kind} ${name} would need more than the ${most}${inlineSize} ${sizeWord(this.platform)} of inline policies that ${this.platform.title} allows; the last is for ${what}`,
      remedy: 'grant folders that hold the others, or move grants to groups',
    });
  }

  private checkManaged(document: IdentityDocument): void {
    const what = namesIn(document).join(', ');
    const { size } = document;
    if (this.platform.limits.managedSize === 0) throw this.inlineFull(what, size);
    const { kind, name } = this.principal;
    const { limits, title } = this.platform;
    if (size > limits.managedSize) {
      throw new AccessError({
        code: 'PolicyTooLarge',
        message: `the policy for ${what} of ${kind} ${name} has ${size} ${sizeWord(this.platform)}; ${title} allows ${limits.managedSize} in a managed policy (${limits.unit === 'bytes' ? 'bytes' : 'white space not counted'})`,
        remedy: 'split it into several grants, or grant a folder that holds the others',
      });
    }
    if (this.attachments >= this.limits.attachments) {
      throw new AccessError({
        code: 'TooManyPolicies',
        message: `${kind} ${name} would need ${this.attachments + 1} attached policies, the last for ${what}; ${title} allows ${this.limits.attachments}`,
        remedy: 'grant folders that hold the others, or move grants to groups',
      });
    }
  }
}

/** What sizes are counted in there, for errors. */
function sizeWord({ limits: { unit = 'characters without white space' } }: Platform): string {
  return unit.split(' ')[0];
}

/**
 * Packs all grants, guards and custom statements of a principal into as few policies as hold them, in their order: one inline policy where all of them fit, else
 * managed policies for what the inline budget doesn't hold.
 */
export function packGrants(intents: readonly PrincipalIntent[], principal: PlacedPrincipal, platform: Platform): readonly PlacedDocument[] {
  const budget = new PlacementBudget(principal, platform);
  const placed: PlacedDocument[] = [];
  let packed: PrincipalIntent[] = [];
  const render = (some: readonly PrincipalIntent[]) => identityDocument(some, principal, platform);
  for (const intent of intents) {
    if (packed.length > 0 && !budget.fits(render([...packed, intent]).size)) {
      placed.push(budget.place(render(packed)));
      packed = [];
    }
    packed.push(intent);
  }
  return packed.length > 0 ? [...placed, budget.place(render(packed))] : placed;
}
