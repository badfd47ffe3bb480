import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, type Lang, open, type Size } from './console';
import { serverAs } from './phone';

interface Draft { revision: number; changed: { id: string }[]; faults: { at: string }[] }

const entry = '/catalogue?entry=subclass:order.noise';

/** Without a draft of an earlier test. */
async function withoutDraft(): Promise<<T>(method: string, path: string, body?: unknown) => Promise<T>> {
  const officer = await serverAs('officer');
  const { revision } = await officer<Draft>('GET', '/api/cases/catalogue/draft');
  if (revision > 0) await officer('POST', '/api/cases/catalogue/draft/drop', { seen: revision });
  return officer;
}

test.each<[Size, Lang]>([['desk', 'zh'], ['phone', 'en']])('the catalogue is read on %s in %s', async (size, lang) => {
  const page = await consoleOf('officer', lang, size);
  await open(page, entry);
  const name = page.getByLabel(lang === 'zh' ? '名称（中文）' : 'Name, Chinese', { exact: true });
  await expect.poll(() => name.isDisabled(), { timeout: 10_000, message: 'a phone reads' }).toBe(size === 'phone');
  for (const other of ['settings:events', 'calendar:calendar', 'collection:fire']) {
    await open(page, `/catalogue?entry=${other}`);
    await expectAccessible(page);
  }
});

test('a draft is changed, undone, saved with its faults at their place, and thrown away', async () => {
  const officer = await withoutDraft();
  const page = await consoleOf('officer');
  await open(page, entry);
  const name = page.getByLabel('Name, English', { exact: true });
  await name.fill('Loud noise');
  await page.getByText('Not saved yet').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await name.inputValue()).toBe('Noise');
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await name.inputValue()).toBe('Loud noise');
  await name.fill('');
  await name.press('Control+s');
  await page.getByText(/Saved as revision \d/).waitFor();
  await page.getByText('Faults in the saved draft: 1').waitFor();
  await expectAccessible(page);
  let draft = await officer<Draft>('GET', '/api/cases/catalogue/draft');
  expect([draft.changed.map(({ id }) => id), draft.faults.map(({ at }) => at)]).toEqual([['order.noise'], ['order.noise']]);
  await page.getByText('somebody else publishes it').waitFor();
  await page.getByRole('button', { name: 'Throw the draft away' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Throw the draft away' }).click();
  await page.getByText('As published').waitFor();
  expect(await name.inputValue()).toBe('Noise');
  draft = await officer<Draft>('GET', '/api/cases/catalogue/draft');
  expect(draft.revision).toBe(0);
});

test('what somebody else saved meanwhile is not written over', async () => {
  const officer = await withoutDraft();
  const page = await consoleOf('officer');
  await open(page, entry);
  const { files } = await officer<{ files: unknown }>('GET', '/api/cases/catalogue/draft');
  await officer('PUT', '/api/cases/catalogue/draft', { seen: 0, files });
  await page.getByLabel('Name, English', { exact: true }).fill('Mine');
  await page.getByRole('button', { name: 'Save and check' }).click();
  await page.getByRole('button', { name: 'Leave mine and load theirs' }).click();
  await page.getByText(/Saved as revision \d/).waitFor();
  expect(await page.getByLabel('Name, English', { exact: true }).inputValue()).toBe('Noise');
  await withoutDraft();
});
