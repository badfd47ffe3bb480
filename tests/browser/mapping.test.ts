import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, expectNoOverflow, type Lang, open, type Size } from './console';

/** A table of nobody: names, numbers and addresses made up here, and a column that is never read. */
function table(): Buffer {
  const lines = Array.from({ length: 40 }, (_, at) => `ZL${at},张伟,李海,139${10_000_000 + at},汉,幸福路${at}号101室,2026-01-0${1 + (at % 9)},2027-01-01`);
  return Buffer.from(`备案号,出租人,承租人,承租人电话,民族,房屋坐落,起租日,止租日\n${lines.join('\n')}\n`);
}

const words = {
  en: { lead: 'Drop a sample of the table here, or press to choose', refused: /Never read: origin/, columns: 'Columns', get: 'Download the file', try: 'Try it', edited: 'Edited since the last try' },
  zh: { lead: '将样表拖到此处，或点击选择', refused: /不予读入：出身/, columns: '列', get: '下载映射文件', try: '试读', edited: '上次试读后有修改' },
};

test.each<[Lang, Size]>([['en', 'desk'], ['zh', 'phone']])('understands a sample, lets it be edited and hands out the mapping file, in %s on a %s', async (lang, size) => {
  const said = words[lang];
  const page = await consoleOf('officer', lang, size);
  await open(page, '/sources/new');
  await page.getByText(said.lead).waitFor();
  await page.setInputFiles('input[type=file]', { name: 'leases 2026.csv', mimeType: 'text/csv', buffer: table() });
  await page.getByRole('button', { name: said.get }).waitFor();
  await page.getByText(said.refused).waitFor();
  const shown = await page.locator('main#content').textContent() ?? '';
  expect(shown).not.toContain('张伟');
  expect(shown).not.toMatch(/139\d{8}/);
  await expectAccessible(page);
  await expectNoOverflow(page);
  await page.locator('.ant-checkbox-input').first().click();
  await page.getByText(said.edited).waitFor();
  expect(await page.getByRole('button', { name: said.get }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: said.try }).click();
  await page.getByText(said.edited).waitFor({ state: 'detached' });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: said.get }).click()]);
  expect(file.suggestedFilename()).toBe('leases_2026.toml');
  const toml = readFileSync(await file.path(), 'utf8');
  expect(toml).toContain('source = "leases_2026"');
  expect(toml).toContain('"承租人电话" = { type = "phone", scheme = "cn" }');
  expect(toml).not.toContain('民族');
}, 120_000);

test('says what is wrong with a file that is no table', async () => {
  const page = await consoleOf('officer');
  await open(page, '/sources/new');
  await page.setInputFiles('input[type=file]', { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
  await page.locator('.ant-alert-error').waitFor();
  await expectAccessible(page);
});

test('keeps mapping from those who have no sources', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/overview');
  expect(await page.getByRole('menuitem', { name: 'Sources' }).count()).toBe(0);
});
