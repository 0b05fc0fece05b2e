import { expect, test } from 'vitest';
import { negativeZeroIn } from './negativeZero.ts';

test('a zero with a sign is found however deep it lies, and one without is none', () => {
  expect(negativeZeroIn({ kind: 'x', payments: [0, 1, -0] }, 'event')).toBe('event.payments.2');
  expect(negativeZeroIn({ kind: 'x', payments: [0, 1, 0], rule: null, name: '-0' })).toBeNull();
});
