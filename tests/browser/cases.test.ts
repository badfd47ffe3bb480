import { expect, test } from 'vitest';
import { address, consoleOf, firstLink, open } from './console';

test('shows what needs an officer, finds a case by two characters, and handles it', async () => {
  const page = await consoleOf('officer');
  await open(page, '/cases');
  await open(page, '/cases?tab=list&q=%E5%99%AA%E5%A3%B0');
  await page.locator('main#content a[href^="/cases/"]').first().waitFor();
  await open(page, await firstLink(page, '/cases?tab=list&state=reported', '/cases/'));
  await page.getByRole('button', { name: 'Claim' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: 'Let it wait' }).waitFor();
  const steps = await page.locator('.ll-case-steps > li').allTextContents();
  expect(steps[0]).toContain('Work began');

  // A part of it goes its own way, at the same place.
  await page.getByRole('button', { name: 'Split off a part' }).click();
  await page.getByLabel('It is about').fill('noise');
  await page.keyboard.press('Enter');
  await page.getByLabel('What is the matter').fill('And a drill on the second floor');
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText('Split from').waitFor();
  await page.getByText('And a drill on the second floor').first().waitFor();
});

test('the box over every page finds a case by two characters and by its number, and keys alone open it', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register');
  const told = await page.request.get(`${address}/api/cases?size=1&q=%E5%99%AA%E5%A3%B0`);
  const { rows: [row] } = await told.json() as { rows: { number: string }[] };
  const number = row?.number ?? '';
  expect(number).not.toBe('');
  const found = page.locator('.ll-search-hits .ll-hit', { hasText: number });
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('噪声');
  await found.first().waitFor();
  await page.locator('.ll-search-hits .ll-hit-head', { hasText: 'Cases' }).waitFor();
  // The list for screen readers stands apart from what is seen: each of its lines has our name for it.
  const names = await page.locator('[role=listbox] [role=option]').evaluateAll((lines) => lines.map((line) => line.getAttribute('aria-label') ?? ''));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => name === '')).toEqual([]);

  // Anew, so that nothing of what was found before stands among what is found by the number.
  await open(page, '/register');
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText(number);
  await found.first().waitFor();
  const active = page.locator('.ll-search-hits .ant-select-item-option-active');
  // Past the places that the digits may stand for, and past the heading, which takes no key.
  for (let step = 0; step < 30 && !(await active.textContent())?.includes(number); step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/cases/${number}`);
});

test('the box shows no cases to whoever may see none, and asks for none', async () => {
  const page = await consoleOf('inspector');
  const asked: string[] = [];
  page.on('request', (request) => { if (request.url().includes('/api/cases')) asked.push(request.url()); });
  await open(page, '/register?tab=thoroughfares');
  const name = await page.locator('main#content tbody tr.ant-table-row td').first().textContent();
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText(name?.slice(0, 8) ?? '');
  await page.locator('.ll-search-hits .ll-hit').first().waitFor();
  expect(await page.locator('.ll-search-hits .ll-hit-head').count()).toBe(0);
  expect(asked).toEqual([]);
});
