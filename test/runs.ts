/**
 * How often a property is tried: `PROPERTY_RUNS` times as often as the test says, a tenth where nothing is said. All of them
 * (`PROPERTY_RUNS=1`) are tried every night, with several seeds; a longer look is `PROPERTY_RUNS=50 npx jest test/compare`.
 */
const SHARE = Number(process.env.PROPERTY_RUNS ?? 0.1);

/**
 * How many cases to draw here, of as many as are drawn every night.
 *
 * @param least so many in any case, where something that must come up comes up seldom
 */
export const runs = (all: number, least = 10): number => Math.max(Math.min(all, least), Math.round(all * SHARE));

/**
 * How often something must have come up for a property to say anything, more often than this: `often` where all cases are tried.
 *
 * @param few so often where a share of them is tried
 */
export const seen = (often: number, few = 0): number => (SHARE < 1 ? few : often);
