import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, firstLink, open, settled } from './console';

/** Opens the other names of a building; where its page is. */
async function building(page: Page): Promise<string> {
  const link = await firstLink(page, '/register?sort=-units', '/register/buildings/');
  await open(page, `${link}?tab=aliases`);
  return link;
}

/** What the wash says of a line. */
async function washed(page: Page, line: string, run: string): Promise<string> {
  await open(page, '/wash');
  await page.fill('#wash-lines', line);
  await page.getByRole('button', { name: run }).click();
  const row = page.locator('main#content tbody tr.ant-table-row').first();
  await row.waitFor();
  return (await row.textContent()) ?? '';
}

test('a correction is accepted on the page of the building, washed by, and withdrawn', async () => {
  const page = await consoleOf('officer');
  const line = '鲤鱼墩老粮站大厦3栋';
  expect(await washed(page, line, 'Wash 1 line')).toContain('No match');
  const link = await building(page);
  await page.getByRole('button', { name: 'Teach a spelling' }).click();
  await page.getByLabel('The address as it is written').fill(line);
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  await page.getByText('Say who says so').waitFor();
  await page.getByLabel('Who says so').fill('a look at the old grain store');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  const learned = page.getByRole('region', { name: 'Learned spellings' });
  await learned.getByText('a look at the old grain store').waitFor();
  await expectAccessible(page);
  expect(await washed(page, line, 'Wash 1 line')).toMatch(/[AB] · /);
  await open(page, `${link}?tab=aliases`);
  await learned.getByRole('button', { name: `Withdraw ${line}` }).click();
  await page.getByLabel('Who says so').fill('it was the house next door');
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await learned.getByText(line).waitFor({ state: 'detached' });
  expect(await washed(page, line, 'Wash 1 line')).toContain('No match');
});

test('a candidate of an unsure line is said to be it, in Chinese', async () => {
  const page = await consoleOf('officer', 'zh');
  await open(page, '/register?tab=units');
  const written = (await page.locator('main#content tbody tr.ant-table-row td').first().textContent())?.trim() ?? '';
  // Without its room and with another's: near to units of the building, and none of them.
  const said = await washed(page, `${written.replace(/\d+室$/, '')}9999室`, '清洗 1 行');
  expect(said).toContain('C · 待定');
  await page.locator('main#content .ant-table-row-expand-icon').first().click();
  await page.getByRole('button', { name: '就是这里' }).first().click();
  await page.getByLabel('依据').waitFor();
  await expectAccessible(page);
});

test('who does not answer for the map sees no way to teach', async () => {
  const page = await consoleOf('inspector');
  await building(page);
  await page.getByRole('tab', { name: 'Aliases' }).waitFor();
  await settled(page);
  expect(await page.getByRole('button', { name: 'Teach a spelling' }).count()).toBe(0);
});
