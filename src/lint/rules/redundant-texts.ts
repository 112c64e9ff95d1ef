import { globCodes, globMatches, type GlobCodes } from '../../policy/pattern/glob';
import type { Found, StatementRule } from '../types';

/** Actions and resources of a statement that another one of the same list covers. */
export const redundantTexts: StatementRule = ({ statement: { actions, notActions, resources, notResources } }) => [
  ...redundant('Action', actions, lowerCase),
  ...redundant('NotAction', notActions, lowerCase),
  ...redundant('Resource', resources, asItIs),
  ...redundant('NotResource', notResources, asItIs),
];

const lowerCase = (text: string): string => text.toLowerCase();
const asItIs = (text: string): string => text;

/** More steps of matching than this make no list that anybody reads; beyond it the list is left alone. */
const MOST_STEPS = 50_000_000;

function redundant(element: string, texts: readonly string[] = [], fold: (text: string) => string): readonly Found[] {
  const wide = new WidePatterns(texts, fold);
  return texts.flatMap((text): readonly Found[] => {
    const wider = wide.over(text);
    return wider === undefined ? [] : [{
      code: element.endsWith('Action') ? 'RedundantAction' : 'RedundantResource',
      severity: 'note',
      below: `.${element}`,
      reason: `${text} is covered by ${wider} in the same list`,
      remedy: `remove ${text}, or ${wider} if less was meant`,
    }];
  });
}

interface Wide {
  readonly text: string;
  readonly index: number;
  readonly codes: GlobCodes;
}

/** The patterns of a list that may cover others of it, by what they begin with: of 20,000 users' folders none is held against the others'. */
class WidePatterns {
  private readonly byStart = new Map<string, Wide[]>();
  private readonly lengths: readonly number[];
  private steps = 0;

  public constructor(texts: readonly string[], private readonly fold: (text: string) => string) {
    for (const [index, text] of texts.entries()) {
      // a ? in the wider pattern would take a * of the other for a character, so only those without it are held against others
      if (!text.includes('*') || text.includes('?') || text.includes('${')) continue;
      const folded = fold(text);
      const start = folded.slice(0, folded.indexOf('*'));
      const known = this.byStart.get(start);
      const one = { text, index, codes: globCodes(folded) };
      if (known === undefined) this.byStart.set(start, [one]);
      else known.push(one);
    }
    this.lengths = [...new Set([...this.byStart.keys()].map(({ length }) => length))];
  }

  /** The first of the list that covers a text and isn't the text itself. */
  public over(text: string): string | undefined {
    const folded = this.fold(text);
    let found: Wide | undefined;
    for (const length of this.lengths) {
      this.steps += Math.min(length, folded.length);
      for (const one of length > folded.length ? [] : this.byStart.get(folded.slice(0, length)) ?? []) {
        if (one.text === text || (found !== undefined && found.index < one.index)) continue;
        this.steps += one.codes.length + folded.length;
        if (this.steps > MOST_STEPS) return found?.text;
        if (globMatches(one.codes, folded)) found = one;
      }
    }
    return found?.text;
  }
}
