import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, open, settled } from './console';

test('shows the queue and the judgements', async () => {
  const page = await consoleOf('officer');
  await open(page, '/review');
  await page.getByRole('heading', { name: 'Review', level: 1 }).waitFor();
  await page.getByRole('tab', { name: 'Who judged what' }).click();
  await settled(page);
  expect(page.url()).toContain('tab=judgements');
});

test('judges a pair by key, beside its evidence, and takes it back', async () => {
  const page = await consoleOf('officer');
  await open(page, '/review');
  await page.getByRole('combobox', { name: 'Purpose' }).click();
  await page.locator('.ant-select-item-option').first().click();
  await page.getByLabel('The reason, in 4 to 500 characters').fill('Clerical review of the last run');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.locator('.ll-waterfall').waitFor();
  await expectAccessible(page);
  const first = page.locator('.ll-queue li').first();
  const before = await first.textContent();
  await page.getByRole('heading', { name: 'Evidence' }).click();
  await page.keyboard.press('u');
  await page.waitForFunction((text) => document.querySelector('.ll-queue li')?.textContent !== text, before);
  await page.locator('.ll-waterfall').waitFor();
  await page.keyboard.press('z');
  await page.waitForFunction((text) => document.querySelector('.ll-queue li')?.textContent === text, before);
});

test('keeps the queue from those who may not judge', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/overview');
  expect(await page.getByRole('menuitem', { name: 'Review' }).count()).toBe(0);
});
