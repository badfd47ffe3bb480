import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { consoleOf, look, open } from './console';

const say = (key: Key) => catalogues.en[key];

test('a resident lets somebody act, gets a word once, and ends it', async () => {
  const page = await consoleOf('resident', 'en', 'phone');
  await open(page, '/proxies');
  await look(page, 'proxies');
  await page.getByRole('button', { name: say('proxy.give'), exact: true }).click();
  await page.getByText(say('proxy_scope.reads'), { exact: true }).last().click();
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.locator('.ant-modal input[type=date]').fill(day);
  await look(page, 'proxy-give');
  await page.locator('.ant-modal button[type=submit]').click();
  await page.getByText(say('proxy.wordLead'), { exact: true }).waitFor();
  await look(page, 'proxy-word');
  await page.getByRole('button', { name: say('proxy.done'), exact: true }).click();
  const first = page.locator('.ll-reads > li').first();
  await first.getByText(say('proxy_state.waiting'), { exact: true }).waitFor();
  await first.getByRole('button', { name: say('proxy.end'), exact: true }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await first.getByText(say('proxy_state.revoked'), { exact: true }).waitFor();
  expect(await first.getByRole('button').count()).toBe(0);
}, 120_000);
