import { line, median, pairedRatio } from '../../bench/ratio';

describe('paired ratios', () => {
  test('the median is the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test('subject and baseline take turns, and the first pair is not counted', async () => {
    const order: string[] = [];
    const costs = { a: [1000, 30, 20, 40], b: [1, 10, 10, 10] };
    const measure = (who: 'a' | 'b') => () => {
      order.push(who);
      return costs[who].shift() ?? NaN;
    };
    const measured = await pairedRatio(measure('a'), measure('b'), 3);
    expect(measured).toEqual({ ratio: 3, spread: [2, 4], subject: 30, baseline: 10 });
    expect(order.join('')).toBe('abbaabba');
  });

  test('the line says whether the target is met', () => {
    const measured = { ratio: 1.2, spread: [1.1, 1.3] as const, subject: 12, baseline: 10 };
    expect(line('import', measured, 1.25)).toMatch(/1\.20 \(1\.10 to 1\.30\)  12\.0 ms against 10\.0 ms  ok, at most 1\.25$/);
    expect(line('import', measured, 1.15)).toContain('TOO SLOW');
  });
});
