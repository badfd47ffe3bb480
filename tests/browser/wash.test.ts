import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, open } from './console';

test('washes three lines: one to itself, one with a note, one to nothing', async () => {
  const page = await consoleOf('officer', 'zh');
  await open(page, '/register?tab=units');
  const written = (await page.locator('main#content tbody tr.ant-table-row td').first().textContent())?.trim() ?? '';
  await open(page, '/wash');
  await page.fill('#wash-lines', `${written}\n${written}(请放门口)\n这里没有这样的地方`);
  await page.getByRole('button', { name: '清洗 3 行' }).click();
  const rows = page.locator('main#content tbody tr.ant-table-row');
  await rows.nth(2).waitFor();
  // The list leaves the district and the street out, which is a safe variation by the written rule.
  expect(await rows.nth(0).textContent()).toContain('B · 可靠');
  expect(await rows.nth(1).textContent()).toMatch(/[AB] · /);
  expect(await rows.nth(2).textContent()).toContain('未匹配');
  expect(await rows.nth(0).locator('mark').count()).toBeGreaterThan(1);
  const none = page.getByRole('button', { name: '未匹配' });
  await none.click();
  expect(await rows.count()).toBe(1);
  await none.click();
  expect(await rows.count()).toBe(3);
  await expectAccessible(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 CSV' }).click()]);
  expect(file.suggestedFilename()).toBe('washed.csv');
});

test('washes a file and hands back a table', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register?tab=units');
  const written = (await page.locator('main#content tbody tr.ant-table-row td').first().textContent())?.trim() ?? '';
  await open(page, '/wash?tab=file');
  await page.setInputFiles('input[type=file]', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(`no,address\n1,"${written}"\n2,"${written}"\n`) });
  await page.getByLabel('Column that holds the address').fill('address');
  await page.getByRole('button', { name: 'Wash the file' }).click();
  await page.getByText('2 rows washed').waitFor();
  await expectAccessible(page);
});
