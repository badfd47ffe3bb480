import { expect, test } from 'vitest';
import { address, consoleOf, look, open } from './console';

test('an auditor states why before anything of the log is shown', async () => {
  const page = await consoleOf('auditor', 'en', 'phone');
  await open(page, '/audit');
  await look(page, 'audit-empty');
  expect(await page.locator('table, .ll-rows').count()).toBe(0);
  await page.fill('#reason', 'a complaint of a resident');
  await page.click('main button[type=submit]');
  await page.locator('.ll-list-foot, .ll-state').last().waitFor();
  await look(page, 'audit');
}, 120_000);

test('a grid worker is told why not, and what would change it', async () => {
  const page = await consoleOf('grid_worker', 'en', 'phone');
  await open(page, '/why?action=blocks.unmask&purpose=service&basis=reason');
  await page.locator('.ll-why-no').waitFor();
  expect(await page.locator('.ll-why li').count()).toBeGreaterThan(0);
  await look(page, 'why-not');
  await open(page, '/why?action=register.view');
  await page.locator('.ll-why-yes').waitFor();
  await look(page, 'why');
}, 120_000);

test('everybody sees the browsers that are signed in as them', async () => {
  const page = await consoleOf('resident', 'en', 'phone');
  await open(page, '/security');
  await page.locator('.ll-session').first().waitFor();
  await look(page, 'security');
  await open(page, '/reads');
  await look(page, 'reads');
  const told = await page.request.get(`${address}/api/reads/receipts`);
  expect(told.status()).toBe(200);
}, 120_000);

test('a resident reads, prints and takes along what is kept on them, and says that a fact is wrong', async () => {
  const page = await consoleOf('resident', 'en', 'phone');
  await open(page, '/rights');
  await page.locator('.ll-own-facts > li').first().waitFor();
  await look(page, 'rights');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.ll-own-facts .ant-btn').first().isVisible()).toBe(false);
  expect(await page.locator('.ll-own-facts > li').first().isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  const file = await page.request.get(`${address}/api/rights/data?download=true`);
  expect(file.headers()['content-disposition']).toContain('linli-my-data.json');
  const { facts } = await file.json() as { facts: { source: { en: string } }[] };
  expect(facts.every(({ source }) => source.en !== '')).toBe(true);
  await page.locator('.ll-own-facts .ant-btn').first().click();
  await page.locator('.ant-modal form').waitFor();
  await look(page, 'rights-wrong');
}, 120_000);

test('a look is questioned where it is told, and an auditor finds the question', async () => {
  const officer = await consoleOf('officer', 'en', 'phone');
  const resident = await consoleOf('resident', 'en', 'phone');
  await open(resident, '/rights');
  const own = await (await resident.request.get(`${address}/api/rights/data`)).json() as { facts: { to: string | null; to_code: string | null }[] };
  const home = own.facts.find(({ to }) => to === 'unit')?.to_code ?? '';
  const units = await (await officer.request.get(`${address}/api/units?q=${home}`)).json() as { rows: { id: string }[] };
  await officer.request.get(`${address}/api/blocks/units/${units.rows[0]?.id ?? ''}?reason=yearly%20check`);
  await open(resident, '/reads');
  await resident.locator('.ll-question .ant-btn').first().click();
  await resident.fill('.ant-modal textarea', 'why did somebody look at me?');
  await look(resident, 'question-ask');
  await resident.click('.ant-modal button[type=submit]');
  await resident.locator('.ll-thread li').first().waitFor();
  await look(resident, 'question-asked');
  const auditor = await consoleOf('auditor', 'en', 'phone');
  await open(auditor, '/audit?tab=questions');
  await auditor.locator('.ll-thread li').first().waitFor();
  await look(auditor, 'questions');
  await auditor.locator('.ll-leads .ant-btn-primary').first().click();
  await look(auditor, 'question-answer');
  await open(officer, '/security');
  await officer.locator('.ll-told .ant-btn').first().waitFor();
  await look(officer, 'question-about');
}, 180_000);

test('an officer asks that looks on a case be told later, and an auditor agrees', async () => {
  const officer = await consoleOf('officer', 'en', 'phone');
  const told = await officer.request.get(`${address}/api/cases?size=1&state=in_hand`);
  const { rows: [row] } = await told.json() as { rows: { number: string }[] };
  const number = row?.number ?? '';
  expect(number).not.toBe('');
  await open(officer, '/delays');
  await officer.locator('.ll-page-head .ant-btn-primary').click();
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await officer.fill('#case', number);
  await officer.fill('#legal_basis', 'Article 41 of the law on such investigations');
  await officer.fill('#reason', 'whoever hides the gas cylinders would be warned');
  await officer.fill('#until', day);
  await look(officer, 'delay-ask');
  await officer.click('.ant-modal button[type=submit]');
  await officer.locator('main .ll-tag-care').first().waitFor();
  await look(officer, 'delays');
  const auditor = await consoleOf('auditor', 'en', 'phone');
  await open(auditor, '/delays?state=waits');
  await auditor.locator('main .ant-btn-primary').first().click();
  await auditor.locator('.ant-modal .ant-radio-wrapper').first().click();
  await auditor.fill('.ant-modal textarea', 'the law says so');
  await look(auditor, 'delay-decide');
  await auditor.click('.ant-modal button[type=submit]');
  await auditor.locator('.ant-modal').waitFor({ state: 'detached' });
  await open(auditor, '/delays?state=holds');
  await auditor.locator('main .ll-tag-fine').first().waitFor();
  await look(auditor, 'delays-agreed');
}, 180_000);

test('an auditor reads what is kept how long and what was deleted', async () => {
  const page = await consoleOf('auditor', 'en', 'phone');
  await open(page, '/audit?tab=retention');
  await page.locator('table, .ll-cards').first().waitFor();
  await look(page, 'retention');
}, 120_000);
