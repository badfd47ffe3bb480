import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, firstLink, open } from './console';

test('shows a source: its columns, its rejected rows and its mapping', async () => {
  const page = await consoleOf('officer');
  const source = await firstLink(page, '/sources', '/sources/');
  await expectAccessible(page);
  for (const tab of ['columns', 'rejects', 'mapping']) {
    await open(page, `${source}?tab=${tab}`);
    await expectAccessible(page);
  }
  expect(await page.locator('.ll-toml').textContent()).toContain('=');
});

test('shows a run with the rows in and out of every stage', async () => {
  const page = await consoleOf('officer');
  await open(page, await firstLink(page, '/runs', '/runs/'));
  await page.getByRole('columnheader', { name: 'Rows in' }).waitFor();
  expect(await page.getByRole('table', { name: 'Stages' }).locator('tbody tr.ant-table-row').count()).toBeGreaterThan(2);
  await expectAccessible(page);
});
