import { expect, test } from 'vitest';
import { keysFor } from './keyList';

const deeds = (nav: string[]) => keysFor(nav).flatMap(({ lines }) => lines.map(({ does }) => does));

test('lists the keys of the pages that an account has', () => {
  expect(keysFor(['overview', 'wash', 'register']).map(({ page }) => page)).toEqual([null, 'register', 'wash']);
  expect(deeds(['review'])).toContain('review.say.same');
  expect(deeds(['wash'])).not.toContain('review.say.same');
});

test('names the search only where there is one', () => {
  expect(deeds(['reads'])).toEqual(['keys.help', 'keys.close']);
  expect(deeds(['map'])).toContain('keys.search');
  expect(deeds(['map', 'cases'])).toContain('keys.searchCases');
});

test('gives no key two meanings on one page', () => {
  const groups = keysFor(['map', 'register', 'wash', 'blocks', 'review']);
  const always = groups[0]?.lines ?? [];
  for (const { page, lines } of groups) {
    const keys = [...(page === null ? [] : always), ...lines].flatMap((line) => line.keys.map((together) => together.join('+')));
    expect(new Set(keys).size).toBe(keys.length);
  }
});
