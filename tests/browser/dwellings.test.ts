import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { address, consoleOf, look, open, openConsole } from './console';

/** The codes at the doors of the first building of the register, where the grid worker of the demo works. */
async function codes(): Promise<string[]> {
  const page = await consoleOf('inspector');
  const { rows } = await (await page.request.get(`${address}/api/buildings?page=1&size=1`)).json() as { rows: { id: string }[] };
  const path = `${address}/api/housing/buildings/${rows[0]?.id ?? ''}/codes`;
  const sheet = await page.request.post(path, { headers: { 'x-linli': '1' }, data: { id: randomUUID() } });
  expect(sheet.status()).toBe(200);
  return ((await sheet.json()) as { rows: { code: string }[] }).rows.map(({ code }) => code);
}

const say = (key: Key) => catalogues.en[key];

test('a resident scans a door, is met there, and is bound', async () => {
  const [code = ''] = await codes();
  const home = await openConsole('en', 'phone');
  await home.goto(`${address}/portal/#home`);
  await home.getByLabel(say('dwelling.code')).fill(code);
  await home.getByLabel(say('portal.login'), { exact: true }).fill(`door-${randomUUID().slice(0, 8)}`);
  await home.getByLabel(say('portal.password'), { exact: true }).fill('three blue kettles');
  await home.getByText(say('password.strength4')).waitFor();
  await look(home, 'portal-sign-up');
  await home.getByRole('button', { name: say('portal.signUp'), exact: true }).click();
  const word = await home.locator('.lp-word').innerText();
  expect(word).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await look(home, 'portal-waiting');

  const worker = await consoleOf('grid_worker', 'en', 'phone');
  await open(worker, '/dwellings?state=waiting');
  await look(worker, 'dwellings');
  // The latest stands first.
  await worker.getByRole('button', { name: say('dwelling.confirm'), exact: true }).first().click();
  await worker.getByLabel(say('dwelling.wordGiven')).fill(word);
  await worker.getByText(say('dwelling_shown.document'), { exact: true }).click();
  await look(worker, 'dwelling-confirm');
  await worker.locator('.ant-modal button[type=submit]').click();
  await worker.locator('.ant-modal').waitFor({ state: 'detached' });

  await home.reload();
  await home.getByText(say('dwelling_state.bound'), { exact: true }).waitFor();
  await look(home, 'portal-bound');
  await home.getByRole('button', { name: say('dwelling.leave'), exact: true }).click();
  await home.getByText(say('dwelling.leaveAsk'), { exact: true }).waitFor();
  await look(home, 'portal-leave');
  await home.getByRole('button', { name: say('portal.cancel'), exact: true }).click();
  await home.getByText(say('dwelling_state.bound'), { exact: true }).waitFor();
  await home.goto(`${address}/dwellings`);
  await home.getByText(say('dwelling.noData')).waitFor();
  await look(home, 'dwellings-own');
}, 180_000);
