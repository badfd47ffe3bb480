import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, expectNoOverflow, firstLink, open, settled } from './console';

test('lists every kind of entry', async () => {
  const page = await consoleOf('officer');
  for (const tab of ['buildings', 'units', 'estates', 'thoroughfares']) {
    await open(page, `/register?tab=${tab}`);
    await page.locator('main#content tbody tr.ant-table-row').first().waitFor();
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
  expect(await page.getByRole('textbox', { name: 'Search in this list' }).inputValue()).toBe('');
  await open(page, '/register?page=490');
  await page.getByText('The list ends before this page').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'First page' }).click();
  await page.locator('main#content tbody tr.ant-table-row').first().waitFor();
});

test('shows a building with its rooms, moved through by keyboard, and the unit behind one', async () => {
  const page = await consoleOf('officer');
  await open(page, await firstLink(page, '/register?sort=-units', '/register/buildings/'));
  await page.locator('button.ll-room').first().waitFor();
  await page.locator('button.ll-room[tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/unit=/);
  await page.getByRole('button', { name: 'Open the unit page' }).click();
  await page.waitForURL(/\/register\/units\//);
  await settled(page);
  for (const name of ['Aliases', 'Lineage', 'History', 'Sources']) await page.getByRole('heading', { name }).waitFor();
});

test('exports the list', async () => {
  const page = await consoleOf('officer');
  for (const path of ['/register', '/sources', '/runs', '/blocks', '/housing?tab=ratings', '/exchange?tab=log', '/tags']) {
    await open(page, path);
    await page.getByRole('button', { name: 'Export' }).first().click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV table' }).getByRole('link').click()]);
    expect(await file.failure(), path).toBeNull();
  }
});

test('cards on a phone are sorted by the same parameters as the table at a desk', async () => {
  const phone = await consoleOf('officer', 'en', 'phone');
  await open(phone, '/register?tab=units&page=2');
  await phone.getByLabel('Sort by').first().waitFor({ state: 'attached' });
  await phone.locator('.ll-sort .ant-select').click();
  await phone.locator('.ant-select-item-option', { hasText: /^Code$/ }).click();
  await phone.waitForURL(/[?&]sort=code/);
  expect(phone.url()).not.toContain('page=2');
  await phone.locator('.ll-sort .ant-segmented-item', { hasText: 'Descending' }).click();
  await phone.waitForURL(/[?&]sort=-code/);
  // What was shown before stays until the new order is there.
  await phone.waitForFunction(() => {
    const codes = [...document.querySelectorAll('.ll-cards code')].map(({ textContent }) => textContent ?? '');
    return codes.length > 1 && codes.every((code, at) => at === 0 || (codes[at - 1] ?? '') >= code);
  });
  await expectAccessible(phone);
  await expectNoOverflow(phone);
  const first = await phone.locator('.ll-cards code').first().textContent();

  const desk = await consoleOf('officer');
  await open(desk, new URL(phone.url()).pathname + new URL(phone.url()).search);
  expect(await desk.locator('main#content th[aria-sort="descending"]').textContent()).toBe('Code');
  expect(await desk.locator('main#content tbody tr.ant-table-row code').first().textContent()).toBe(first);

  // The list's own order is a choice too, and leaves the address clean.
  await phone.locator('.ll-sort .ant-select').click();
  await phone.locator('.ant-select-item-option', { hasText: 'The order of the list' }).click();
  await phone.waitForURL((url) => !url.searchParams.has('sort'));
});

test('the control that sorts cards speaks Chinese too', async () => {
  const page = await consoleOf('officer', 'zh', 'phone');
  await open(page, '/register?sort=-units');
  await page.getByLabel('排序依据').first().waitFor({ state: 'attached' });
  expect(await page.locator('.ll-sort').textContent()).not.toMatch(/[A-Za-z]/);
});
