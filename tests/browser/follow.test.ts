import { afterEach, expect, test } from 'vitest';
import { expectAccessible, expectNoOverflow } from './console';
import { Phone, serverAs, signInField, snapshot } from './phone';

interface Hazard { id: string; state: { name: string }; place: { building: { code: string } } }
interface Detail { steps: { deed: string; by: unknown; evidence: unknown[] }[] }

const phone = new Phone();
afterEach(async () => { await phone.end(); });

test('a hazard that is open where an inspector goes is followed at the door without a network', async () => {
  const inspector = await serverAs('inspector');
  const { rows } = await inspector<{ rows: Hazard[] }>('GET', '/api/housing/hazards?open=true&size=200');
  const row = rows.find(({ state }) => state.name !== 'said_fixed');
  if (!row) throw new Error('the district has no open hazard');
  const page = await phone.open();
  await signInField(page, 'inspector');
  await page.getByRole('link', { name: 'Another place' }).click();
  await page.getByLabel('Code at the door').fill(row.place.building.code);
  await page.getByRole('button', { name: 'Go on' }).click();
  const link = page.locator(`a[href="#/hazard/${row.id}"]`);
  await link.waitFor();
  await expectAccessible(page);
  await page.context().setOffline(true);
  await link.click();
  await page.getByRole('radiogroup', { name: 'What do you see?' }).locator('label', { hasText: 'It is still there' }).click();
  await page.getByLabel(/^Photo: /).setInputFiles(await snapshot(page));
  await page.locator('.lf-thumb').waitFor();
  await expectAccessible(page);
  await expectNoOverflow(page);
  await page.getByRole('button', { name: 'Put it in the outbox' }).click();
  await page.getByRole('status').getByText('1 to be sent').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('status').getByText('Nothing waits to be sent').waitFor();
  const { steps } = await inspector<Detail>('GET', `/api/housing/hazards/${row.id}`);
  expect(steps.filter(({ deed, by }) => deed === 'show' && by === 'you').map(({ evidence }) => evidence.length)).toContain(1);
});
