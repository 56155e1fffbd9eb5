import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRanges } from './ranges.ts';

test('a set of numbers, whatever the order in which they come', () => {
  const property = fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (numbers) => {
    const ranges = createRanges();
    for (const number of numbers) ranges.add(number);
    const read = createRanges(ranges.text());
    for (let number = 0; number <= 62; number++) {
      expect(ranges.has(number)).toBe(numbers.includes(number));
      expect(read.has(number)).toBe(numbers.includes(number));
    }
    expect(read.text()).toBe(ranges.text());
  });
  fc.assert(property);
});

test('neighbours are joined', () => {
  const ranges = createRanges('5-7,1-2,3,9');
  ranges.add(4);
  expect(ranges.text()).toBe('1-7,9');
});
