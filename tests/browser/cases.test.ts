import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, firstLink, open } from './console';

test('shows what needs an officer, finds a case by two characters, and handles it', async () => {
  const page = await consoleOf('officer');
  await open(page, '/cases');
  await expectAccessible(page);
  await open(page, '/cases?tab=list&q=%E5%99%AA%E5%A3%B0');
  await expectAccessible(page);
  expect(await page.locator('main#content a[href^="/cases/"]').count()).toBeGreaterThan(0);
  await open(page, await firstLink(page, '/cases?tab=list&state=reported', '/cases/'));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Claim' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: 'Let it wait' }).waitFor();
  const steps = await page.locator('.ll-case-steps > li').allTextContents();
  expect(steps[0]).toContain('Work began');

  // A part of it goes its own way, at the same place.
  await page.getByRole('button', { name: 'Split off a part' }).click();
  await page.getByLabel('It is about').fill('noise');
  await page.keyboard.press('Enter');
  await page.getByLabel('What is the matter').fill('And a drill on the second floor');
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText('Split from').waitFor();
  await page.getByText('And a drill on the second floor').first().waitFor();
});
