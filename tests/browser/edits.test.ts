import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, firstLink, open, settled } from './console';

/** The page of a unit in the largest building. */
async function unit(page: Page): Promise<string> {
  await open(page, await firstLink(page, '/register?sort=-units', '/register/buildings/'));
  await page.locator('button.ll-room').last().click();
  await page.waitForURL(/unit=/);
  await page.getByRole('button', { name: 'Open the unit page' }).click();
  await page.waitForURL(/\/register\/units\//);
  await settled(page);
  return page.url();
}

test('a unit is split after a look at what follows, and the split is undone', async () => {
  const page = await consoleOf('officer');
  const at = await unit(page);
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New room numbers').fill('9801\n9802');
  await dialog.getByRole('button', { name: 'Look at what follows' }).click();
  await dialog.getByText('Say why', { exact: true }).waitFor();
  await dialog.getByLabel('Why, and who says so').fill('seen on the spot');
  await dialog.getByRole('button', { name: 'Look at what follows' }).click();
  await dialog.getByText(/^Retired: /).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Split', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const edits = page.getByRole('region', { name: 'Changes by hand' });
  await edits.getByText('seen on the spot').waitFor();
  await page.getByText('Split into').first().waitFor();
  expect(await page.getByRole('button', { name: 'Split', exact: true }).count()).toBe(0);
  await expectAccessible(page);

  await edits.getByRole('button', { name: /^Undo: Split/ }).first().click();
  await dialog.getByLabel('Why, and who says so').fill('it was next door');
  await dialog.getByRole('button', { name: 'Look at what follows' }).click();
  await dialog.getByText(/^Stands again: /).waitFor();
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Split', exact: true }).waitFor();
  expect(page.url()).toBe(at);
});

test('an alias is added in Chinese and withdrawn', async () => {
  const page = await consoleOf('officer', 'zh');
  const link = await firstLink(page, '/register?sort=-units', '/register/buildings/');
  await open(page, `${link}?tab=aliases`);
  await page.getByRole('button', { name: '增加别名' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('又称').fill('老粮站宿舍');
  await dialog.getByLabel('原因与依据').fill('现场查看');
  await dialog.getByRole('button', { name: '查看影响' }).click();
  await dialog.getByText('不注销任何房屋。').waitFor();
  await dialog.getByRole('button', { name: '增加别名' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤回“老粮站宿舍”' }).click();
  await dialog.getByLabel('原因与依据').fill('写错了');
  await dialog.getByRole('button', { name: '查看影响' }).click();
  await dialog.getByText('不注销任何房屋。').waitFor();
  await dialog.getByRole('button', { name: /撤\s?回/ }).click();
  await page.getByRole('button', { name: '撤回“老粮站宿舍”' }).waitFor({ state: 'detached' });
});

test('a table is looked at, and taken back before anything is written', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register?tab=imports');
  const text = 'address_id,street_number,street_name\nX1,12,Oak St\nX2,,\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'oak.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Send and look at it' }).click();
  const row = page.locator('main#content tbody tr.ant-table-row', { hasText: 'oak.csv' }).first();
  await row.getByText('Waits for you').waitFor();
  await row.getByText('1 row rejected').waitFor();
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Take back oak.csv' }).click();
  await row.getByText('Taken back').waitFor();
});

test('who does not answer for the map sees no way to change it', async () => {
  const page = await consoleOf('inspector');
  await unit(page);
  expect(await page.getByRole('button', { name: 'Split', exact: true }).count()).toBe(0);
  await open(page, '/register');
  expect(await page.getByRole('tab', { name: 'Imports' }).count()).toBe(0);
});
