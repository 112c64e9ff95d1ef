import { matchesActionPattern } from '../../policy/action-pattern';
import type { Found, StatementRule } from '../types';

/** Actions and resources of a statement that another one of the same list covers. */
export const redundantTexts: StatementRule = ({ statement: { actions, notActions, resources, notResources } }) => [
  ...redundant('Action', actions, matchesActionPattern),
  ...redundant('NotAction', notActions, matchesActionPattern),
  ...redundant('Resource', resources, coversText),
  ...redundant('NotResource', notResources, coversText),
];

function redundant(element: string, texts: readonly string[] | undefined, covers: (pattern: string, text: string) => boolean): readonly Found[] {
  // a ? in the wider pattern would take a * of the other for a character, so only those without it are held against others
  const wide = (texts ?? []).filter((text) => text.includes('*') && !text.includes('?') && !text.includes('${'));
  return (texts ?? []).flatMap((text): readonly Found[] => {
    const wider = wide.find((pattern) => pattern !== text && covers(pattern, text));
    return wider === undefined ? [] : [{
      code: element.endsWith('Action') ? 'RedundantAction' : 'RedundantResource',
      severity: 'note',
      below: `.${element}`,
      reason: `${text} is covered by ${wider} in the same list`,
      remedy: `remove ${text}, or ${wider} if less was meant`,
    }];
  });
}

function coversText(pattern: string, text: string): boolean {
  const source = pattern.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^]*');
  return new RegExp(`^${source}$`).test(text);
}
