import { expect, test } from 'vitest';
import { consoleOf, look, open, settled } from './console';

test('figures are a sheet of paper that says of where and when they are and what each means', async () => {
  const page = await consoleOf('officer');
  await open(page, '/cases?tab=figures&by=office&cover=community');
  await page.getByRole('button', { name: /PDF$/ }).click();
  await page.waitForURL(/\/cases\/figures\/paper\?.*by=office.*cover=community/);
  const sheet = page.locator('.ll-figures-paper');
  await sheet.waitFor();
  await settled(page);
  await look(page, 'figures-paper-en');
  const text = await sheet.innerText();
  for (const said of ['Figures of patrol and handling', 'Coverage of patrols', 'What each figure means', 'District officer']) expect(text).toContain(said);
  // The last row of a table is the sum; each of the others has its bar.
  const tables = sheet.locator('table');
  const rows = await tables.nth(0).locator('tbody tr').count() - 1;
  expect(rows).toBeGreaterThan(0);
  expect(await sheet.locator('.ll-chart').first().locator('li').count()).toBe(rows);

  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.ll-page-head').isVisible()).toBe(false);
  expect(await tables.nth(0).locator('.ll-paper-running').isVisible()).toBe(true);
  const file = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(file.startsWith('%PDF-')).toBe(true);
  expect(file.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(0);
  // Drawn, and no picture of pixels.
  expect(file).not.toMatch(/\/Subtype\s*\/Image\b/);
});
