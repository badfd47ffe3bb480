import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, firstLink, open, settled } from './console';

test('lists every kind of entry', async () => {
  const page = await consoleOf('officer');
  for (const tab of ['buildings', 'units', 'estates', 'thoroughfares']) {
    await open(page, `/register?tab=${tab}`);
    await page.locator('main#content tbody tr.ant-table-row').first().waitFor();
    await expectAccessible(page);
  }
});

test('keeps search, sort and page in the address', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register');
  await page.locator('.ll-pages .ant-pagination-item-2').click();
  await page.waitForURL(/page=2/);
  await page.locator('main#content th.ant-table-column-has-sorters').first().click();
  await page.waitForURL(/sort=label/);
  expect(page.url()).not.toContain('page=2');
  await page.getByRole('textbox', { name: 'Search in this list' }).fill('no such place');
  await page.keyboard.press('Enter');
  await page.getByText('No row fits these filters').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.locator('main#content tbody tr.ant-table-row').first().waitFor();
});

test('shows a building with its rooms, moved through by keyboard, and the unit behind one', async () => {
  const page = await consoleOf('officer');
  await open(page, await firstLink(page, '/register?sort=-units', '/register/buildings/'));
  await page.locator('button.ll-room').first().waitFor();
  await expectAccessible(page);
  await page.locator('button.ll-room[tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/unit=/);
  await page.getByRole('button', { name: 'Open the unit page' }).click();
  await page.waitForURL(/\/register\/units\//);
  await settled(page);
  for (const name of ['Aliases', 'Lineage', 'History', 'Sources']) await page.getByRole('heading', { name }).waitFor();
  await expectAccessible(page);
});

test('exports the list', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register');
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV table' }).getByRole('link').click()]);
  expect(await file.failure()).toBeNull();
});
