import { expect, test } from 'vitest';
import { browser } from './browser';

test('a browser is named as people know it', () => {
  expect(browser('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36')).toBe('Chrome · Linux');
  expect(browser('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0')).toBe('WeChat · iOS');
  expect(browser('curl/8.1')).toBe('curl/8.1');
  expect(browser('')).toBe('');
});
