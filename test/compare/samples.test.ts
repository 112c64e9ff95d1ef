import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNoNewAccess, type CheckResult } from '../../src/compare';

const FILE = join(__dirname, '..', '..', '..', 'shared', 'corpus', 'diff-access-analyzer-samples.json');

interface Sample {
  readonly id: string;
  readonly policyType: 'IDENTITY_POLICY' | 'RESOURCE_POLICY';
  readonly before: object;
  readonly after: object;
  readonly expected: { readonly newAccess: 'PASS' | 'FAIL' };
}

/** Texts in which a placeholder was left, or was filled in on one side only; each with what it must be. */
const DEFECTIVE: Readonly<Record<string, readonly [found: string, meant: string]>> = {
  'aa-026': ['acl-123456', 'acl-sensitive'],
  'aa-198': ['<ACCOUNT ID>', '111111111111'],
  'aa-203': ['<ACCOUNT ID>', '111111111111'],
};

const compare = ({ policyType, before, after }: Sample): CheckResult => checkNoNewAccess(before, after, { policyType: policyType === 'IDENTITY_POLICY' ? 'identity' : 'resource' });
const passes = ({ ok, inconclusive }: CheckResult): string => (inconclusive.length > 0 ? 'inconclusive' : ok ? 'PASS' : 'FAIL');

(existsSync(FILE) ? describe : describe.skip)('AWS\'s expectations of CheckNoNewAccess (skipped where ../shared/corpus is absent)', () => {
  const { cases } = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) as { cases: readonly Sample[] } : { cases: [] };

  test('all are there', () => expect(cases).toHaveLength(138));

  test('every sample whose text is sound agrees, and none is inconclusive', () => {
    const sound = cases.filter(({ id }) => !(id in DEFECTIVE));
    const wrong = sound.filter((sample) => passes(compare(sample)) !== sample.expected.newAccess).map(({ id }) => id);
    expect(sound).toHaveLength(135);
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(DEFECTIVE))('%s agrees once its placeholder is filled in', (id, [found, meant]) => {
    const sample = cases.find((one) => one.id === id) as Sample;
    expect(passes(compare(sample))).not.toBe(sample.expected.newAccess);
    const filled = JSON.parse(JSON.stringify(sample).replaceAll(found, meant)) as Sample;
    expect(passes(compare(filled))).toBe(sample.expected.newAccess);
  });
});
