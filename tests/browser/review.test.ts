import { afterAll, expect, test } from 'vitest';
import { closeBrowser, consoleOf, expectAccessible, expectNoOverflow, type Lang, open, settled } from './console';

afterAll(closeBrowser);

test.each<[Lang, string, string]>([['en', 'Review', 'Who judged what'], ['zh', '人工复核', '裁定记录']])('shows the queue and the judgements in %s', async (lang, title, judgements) => {
  const page = await consoleOf('officer', lang);
  await open(page, '/review');
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: judgements }).click();
  await settled(page);
  expect(page.url()).toContain('tab=judgements');
  await expectAccessible(page);
  await expectNoOverflow(page);
});

test('keeps the queue from those who may not judge', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/overview');
  expect(await page.getByRole('menuitem', { name: 'Review' }).count()).toBe(0);
});
