import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, expectNoOverflow, open } from './console';

test('gives a resident who looked at their data, and nothing else', async () => {
  const page = await consoleOf('resident', 'zh', 'phone');
  await open(page, '/');
  await page.waitForURL(/\/reads$/);
  await page.getByRole('heading', { name: '谁看过我的数据' }).waitFor();
  expect((await page.request.get(`${address}/api/blocks/organisations`)).status()).toBe(403);
  await expectAccessible(page);
  await expectNoOverflow(page);
});

test('gives a grid worker the map and register, and no sources', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/register');
  const shown = await page.getByRole('navigation', { name: 'Main navigation' }).textContent() ?? '';
  expect(shown).toContain('Map');
  expect(shown).not.toContain('Sources');
});
