import type { ExternalPrincipal } from './external-principals';
import type { Answer } from './question';

/** What was told of whom. */
export class Told {
  private readonly said = new Set<string>();

  /** What is news in an answer: nothing that was told in a name that the principal lies within. */
  public news({ label, within }: Pick<ExternalPrincipal, 'label' | 'within'>, { gained, lost, inconclusive }: Answer): Answer {
    const isNews = (what: unknown): boolean => {
      const told = (name: unknown) => JSON.stringify([name, what]);
      const isTold = within.some((name) => this.said.has(told(name)));
      this.said.add(told(label));
      return !isTold;
    };
    const changes = [gained, lost].map((list) => list.map(({ principal: _, witness: __, ...region }) => region));
    return {
      ...isNews(changes) ? { gained, lost } : { gained: [], lost: [] },
      inconclusive: inconclusive.filter(({ reason }) => isNews(reason)),
    };
  }
}
