import { randomOf } from './fuzz';

test('a seed draws the same choices every time, and another one others', () => {
  const draw = (seed: number) => { const random = randomOf(seed); return Array.from({ length: 20 }, () => random.below(1000)); };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7).every((drawn) => drawn >= 0 && drawn < 1000)).toBe(true);
});
