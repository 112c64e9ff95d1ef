import { accessPlan, AccessError, lintAccess, readAccess, renderAccess, type LintFinding, type Platform } from '../../src';
import { rows } from '../platforms/matrix';
import { filteredMinio, platforms } from '../platforms/platforms';

/** What lint finds in what the package renders, on the platform that it is rendered for; nothing where it is refused. */
function found(plan: (typeof rows)[number]['plans'][number][1], platform: Platform): readonly LintFinding[] {
  try {
    return lintAccess(readAccess(renderAccess(accessPlan({ platform, ...plan }))), { platform });
  } catch (error) {
    if (error instanceof AccessError) return [];
    throw error;
  }
}

/** What some grants are about: lint is right to say it, and a note says that something is needless or only limits the honest. */
const MEANT: Readonly<Record<string, string>> = { PublicReadPrefix: 'PublicAccess', UnrestrictedAccess: 'BroadAllow', IamAdministrator: 'BroadPower' };

test.each([...platforms, filteredMinio].map((platform) => [platform.title, platform] as const))('A5: everything that is rendered for %s passes lint there', (_title, platform) => {
  const wrong = rows.flatMap(({ construct, option, plans }) => plans.flatMap(([on, plan]) => found(plan, platform)
    .filter(({ code, severity }) => severity !== 'note' && MEANT[construct] !== code)
    .map(({ code, path, reason }) => `${construct}: ${option}, on a ${on}: ${code} ${path ?? ''} ${reason}`)));
  expect(wrong).toEqual([]);
});
