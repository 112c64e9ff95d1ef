/**
 * The three deployments of a rotation without downtime. Between them, roll the new key out to every client: both keys work while they
 * overlap, and the old one goes when nothing signs with it any more. To be sure of that, suspend it for a while before it goes:
 * `{ generation: '2026-05', status: 'Inactive' }`.
 */
export const steps = {
  before: ['2026-05'],
  overlap: ['2026-05', '2026-11'],
  after: ['2026-11'],
} as const;

/** The step to deploy, from the environment variable ROTATION_STEP. */
export function currentKeys(): readonly string[] {
  const step = process.env.ROTATION_STEP ?? 'overlap';
  if (step === 'before' || step === 'overlap' || step === 'after') return steps[step];
  throw new Error(`ROTATION_STEP is ${step}; allowed: ${Object.keys(steps).join(', ')}`);
}
