import type { ComparedPrincipal } from '../principals/external-principals';
import type { AccessChange, ChangedPrincipal, Comparison } from '../types';

/** What was found about one principal. */
export type PrincipalResult = Pick<Comparison, 'gained' | 'lost' | 'inconclusive'>;

/** What was reported about which principals. */
export class ReportedOnce {
  private readonly said = new Set<string>();
  /** What was left out of the regions that were reported, by everything else that was said about them. */
  private readonly leftOut = new Map<string, (readonly string[])[]>();

  /** What is news in an answer: nothing that was reported for a principal that this one lies within. */
  public news({ label, within }: Pick<ComparedPrincipal, 'label' | 'within'>, result: PrincipalResult): PrincipalResult {
    // users of the source are many, and nobody lies within one
    if (typeof label === 'object' && 'user' in label) return result;
    const { gained, lost, inconclusive } = result;
    const isNews = (what: unknown): boolean => {
      const reported = (name: unknown) => JSON.stringify([name, what]);
      const isReported = within.some((name) => this.said.has(reported(name)));
      this.said.add(reported(label));
      return !isReported;
    };
    const changes = [gained, lost].map((list) => list.map(({ principal: _, witness: __, ...region }) => region));
    return {
      ...isNews(changes) ? this.wider(label, { gained, lost }) : { gained: [], lost: [] },
      inconclusive: inconclusive.filter(({ reason }) => isNews(reason)),
    };
  }

  /**
   * Without the regions that lie in one that was reported for another principal under the same name: several principals that no ARN tells
   * apart may share one. The regions of one result are all reported: each has requests that the others lack.
   */
  private wider(label: ChangedPrincipal, { gained, lost }: Pick<PrincipalResult, 'gained' | 'lost'>): Pick<PrincipalResult, 'gained' | 'lost'> {
    if (typeof label === 'object') return { gained, lost };
    const reported: (readonly [id: string, except: readonly string[]])[] = [];
    const isNews = (direction: string) => ({ witness: _, actionsExcept, resourcesExcept, ...said }: AccessChange): boolean => {
      const id = JSON.stringify([label, direction, said]);
      const except = [...actionsExcept, ...resourcesExcept];
      reported.push([id, except]);
      return this.leftOut.get(id)?.some((list) => list.every((text) => except.includes(text))) !== true;
    };
    const news = { gained: gained.filter(isNews('gained')), lost: lost.filter(isNews('lost')) };
    for (const [id, except] of reported) this.leftOut.set(id, [...this.leftOut.get(id) ?? [], except]);
    return news;
  }
}
