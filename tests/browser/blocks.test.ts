import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, firstLink, open, settled } from './console';

test('asks why, then shows the people of a dwelling masked, with the purpose and the source of every fact', async () => {
  const page = await consoleOf('officer');
  await open(page, await firstLink(page, '/register?sort=-units', '/register/buildings/'));
  await page.locator('button.ll-room').first().click();
  await page.getByRole('button', { name: 'Open its block' }).click();
  await page.waitForURL(/\/blocks\/units\//);
  await settled(page);
  // The first dwelling of the demo's one seed has a household in it.
  const units = await page.request.get(`${address}/api/units?use=dwelling&size=1`);
  const { rows } = await units.json() as { rows: { id: string }[] };
  await open(page, `/blocks/units/${rows[0]?.id}`);
  const people = page.locator('.ll-panel').filter({ has: page.getByRole('heading', { name: 'People' }) }).locator('.ll-entity h3');
  expect(await people.count()).toBe(0);
  await page.getByRole('combobox', { name: 'Purpose' }).click();
  await page.locator('.ant-select-item-option').first().click();
  await page.getByLabel('The reason, in 4 to 500 characters').fill('The yearly check of the register');
  await page.getByRole('button', { name: 'Show the people' }).click();
  await people.first().waitFor();
  expect(await people.first().textContent()).toMatch(/[*＊]/);
  await page.getByText(/This look is on the log/).waitFor();
  expect(await page.locator('.ll-entity .ll-source').count()).toBeGreaterThan(3);
  const shown = await page.locator('main#content').textContent() ?? '';
  expect(shown).not.toMatch(/(?<!\d)\d{17}[\dX](?!\d)/);
  expect(shown).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
  await expectAccessible(page);
  // One value in full is a look of its own, on its own ground.
  await page.getByRole('button', { name: 'Show in full: Document' }).first().click();
  const ask = page.getByRole('dialog');
  await ask.getByRole('combobox', { name: 'Purpose' }).click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first().click();
  await ask.getByLabel('The reason, in 4 to 500 characters').fill('The number on the permit was hard to read');
  await expectAccessible(page);
  await ask.getByRole('button', { name: 'Show it in full' }).click();
  await page.locator('.ll-in-full').waitFor();
  expect(await page.locator('.ll-in-full').textContent()).toMatch(/^[\dA-Z]{8,18}$/);
});

test('lists the organisations and opens one', async () => {
  const page = await consoleOf('officer');
  await open(page, await firstLink(page, '/blocks', '/blocks/organisations/'));
  await page.getByRole('heading', { name: 'Facts and their sources' }).waitFor();
});
