import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { fill } from '../../web/packages/kit/src/texts/fill';
import { address, look, openConsole } from './console';

interface Catalogue { subclasses: { id: string; title: { en: string } }[] }

const say = (key: Key) => fill(catalogues.en[key], 'en');

test('a report that no network takes is a draft of this device, offered at the next visit, and thrown away at once', async () => {
  const page = await openConsole('en', 'phone');
  const heading = (key: Key) => page.getByRole('heading', { level: 1, name: say(key), exact: true });
  const press = (key: Key) => page.getByRole('button', { name: say(key), exact: true }).click();
  await page.goto(`${address}/portal/`);
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const { subclasses } = await (await page.request.get(`${address}/api/report/catalogue`)).json() as Catalogue;
  const title = subclasses.find(({ id }) => id === 'order.obstruction')?.title.en ?? '';
  await page.getByLabel(say('portal.search'), { exact: true }).fill(title);
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await page.getByLabel(say('portal.address'), { exact: true }).fill('1 Long Road');
  await press('portal.next');
  await page.getByLabel(say('portal.words'), { exact: true }).fill('boxes bar the way');
  await press('portal.next');
  await page.context().setOffline(true);
  await press('portal.send');
  await page.getByText(say('draft.unsent'), { exact: true }).waitFor();

  await page.reload();
  await heading('draft.offer').waitFor();
  await page.getByText(say('draft.offline'), { exact: true }).waitFor();
  await look(page, 'portal-draft-offered');
  await page.context().setOffline(false);
  await press('draft.goOn');
  await heading('portal.contact').waitFor();
  await press('draft.drop');
  await heading('portal.what').waitFor();
  await page.reload();
  await heading('portal.what').waitFor();
  expect(await heading('draft.offer').count()).toBe(0);
});
