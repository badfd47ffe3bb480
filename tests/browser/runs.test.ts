import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, firstLink, open } from './console';

test('shows a source: its columns, its rejected rows and its mapping', async () => {
  const page = await consoleOf('officer');
  const source = await firstLink(page, '/sources', '/sources/');
  await open(page, `${source}?tab=columns`);
  await expectAccessible(page);
  await open(page, `${source}?tab=rejects`);
  await open(page, `${source}?tab=mapping`);
  expect(await page.locator('.ll-toml').textContent()).toContain('=');
});

test('sorts the sources by their columns', async () => {
  const page = await consoleOf('officer');
  await open(page, '/sources?sort=-rows');
  const rows = page.locator('main#content tbody tr.ant-table-row');
  await rows.first().waitFor();
  const counts = (await rows.locator('td:nth-child(3)').allTextContents()).map((text) => Number(text.replaceAll(',', '')));
  expect(counts.length).toBeGreaterThan(1);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  await page.getByRole('columnheader', { name: 'Table' }).click();
  await page.waitForURL(/sort=name/);
});

test('shows a run with the rows in and out of every stage', async () => {
  const page = await consoleOf('officer');
  await open(page, await firstLink(page, '/runs', '/runs/'));
  await page.getByRole('columnheader', { name: 'Rows in' }).waitFor();
  expect(await page.getByRole('table', { name: 'Stages' }).locator('tbody tr.ant-table-row').count()).toBeGreaterThan(2);
});

test('tells a run in Chinese down to its stages and units, and its report in both languages', async () => {
  const page = await consoleOf('officer', 'zh');
  const run = await firstLink(page, '/runs', '/runs/');
  await open(page, run);
  const rows = page.getByRole('table', { name: '阶段' }).locator('tbody tr.ant-table-row');
  await rows.first().waitFor();
  for (const stage of await rows.locator('td:first-child').allTextContents()) expect(stage).toMatch(/^[\u4e00-\u9fff]+$/);
  expect(await rows.first().locator('td:nth-child(4)').textContent()).toMatch(/秒$/);
  const report = await (await page.request.get(`${address}/api/runs/${run.split('/').pop() ?? ''}/report.html`)).text();
  expect(report).toContain('读入 · Read in');
});
