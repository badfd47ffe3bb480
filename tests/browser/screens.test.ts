import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, expectNoOverflow, firstLink, open, openConsole, type Role, seriousFaults, views } from './console';

const shots = process.env.LINLI_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/** What is the same in both languages: formats and interfaces by their names. */
const shared = new Set(['JSON', 'GeoJSON', 'TOML', 'XLSX', 'OpenAPI']);

/** The texts in `within` that are written in nothing but Latin letters: headings, tabs, labels and buttons, but no room by its name. */
async function latin(page: Page, within: string): Promise<string[]> {
  const texts = await page.locator(`${within} :is(h1, h2, th, label, button:not(.ll-room), [role=tab])`).allTextContents();
  return texts.map((text) => text.trim()).filter((text) => /^[A-Za-z ]{4,}$/.test(text) && !shared.has(text));
}

async function everyPath(page: Page): Promise<Record<string, string>> {
  const building = await firstLink(page, '/register?sort=-units', '/register/buildings/');
  const unit = await firstLink(page, '/register?tab=units', '/register/units/');
  const organisation = await firstLink(page, '/blocks', '/blocks/organisations/');
  const housing = await firstLink(page, '/housing?tab=buildings&sort=-open', '/housing/buildings/');
  const source = await firstLink(page, '/sources', '/sources/');
  return {
    overview: '/overview', cases: '/cases', 'cases-list': '/cases?tab=list', 'cases-leads': '/cases?tab=leads', 'cases-micro': '/cases?tab=micro', micro: await firstLink(page, '/cases?tab=micro', '/cases/micro/'), 'cases-collections': '/cases?tab=collections', 'cases-figures': '/cases?tab=figures', 'figures-paper': '/cases/figures/paper', case: await firstLink(page, '/cases?tab=list', '/cases/'), map: '/map', 'map-building': `/map?building=${building.split('/').pop()}`,
    housing: '/housing', 'housing-buildings': '/housing?tab=buildings', 'housing-hazards': '/housing?tab=hazards', 'housing-ratings': '/housing?tab=ratings', 'housing-objections': '/housing?tab=objections',
    campaigns: '/housing?tab=campaigns', 'campaign-new': '/housing/campaigns/new', 'star-map': '/housing/stars',
    'housing-file': housing, 'housing-rooms': `${housing}?tab=rooms`, 'housing-file-hazards': `${housing}?tab=hazards`, 'housing-file-ratings': `${housing}?tab=ratings`,
    'housing-visits': `${housing}?tab=visits`, 'housing-related': `${housing}?tab=related`, 'housing-paper': `${housing}/paper`, 'housing-unit': unit.replace('/register/', '/housing/'), 'housing-hazard': await firstLink(page, '/housing?tab=hazards', '/housing/hazards/'),
    register: '/register', units: '/register?tab=units', estates: '/register?tab=estates', thoroughfares: '/register?tab=thoroughfares',
    building, unit, wash: '/wash', 'wash-file': '/wash?tab=file',
    review: '/review', judgements: '/review?tab=judgements', lineage: '/review?tab=lineage',
    blocks: '/blocks', block: unit.replace('/register/', '/blocks/'), organisation, ...await levels(page, building),
    catalogue: '/catalogue?entry=subclass:order.noise', routing: '/catalogue?tab=routing', tags: '/tags', leads: '/leads', exchange: '/exchange', corrections: '/exchange?tab=items', 'exchange-log': '/exchange?tab=log', 'relation-types': '/blocks/relations',
    sources: '/sources', 'mapping-new': '/sources/new', source, rejects: `${source}?tab=rejects`, mapping: `${source}?tab=mapping`,
    runs: '/runs', run: await firstLink(page, '/runs', '/runs/'),
  };
}

/** The blocks between the street, with which an officer begins, and the room: community, grid, building, floor. */
async function levels(page: Page, building: string): Promise<Record<string, string>> {
  const community = await firstLink(page, '/blocks', '/blocks?area=', '.ll-panel');
  const grid = await firstLink(page, community, '/blocks?area=', '.ll-panel');
  const block = building.replace('/register/', '/blocks/');
  const floor = await firstLink(page, block, `${block}?floor=`);
  return { 'block-community': community, 'block-grid': grid, 'block-building': block, 'block-floor': floor };
}

/** Where every screen is, found once: it is the same in every view. */
let everywhere: Record<string, string> | undefined;

describe.each(views)('on a %s in %s', (size, lang) => {
  test('the sign-in fits, speaks one language and is accessible', async () => {
    const page = await openConsole(lang, size);
    await page.goto(`${address}/`);
    await page.locator('#password').waitFor();
    if (shots) await page.screenshot({ path: join(shots, `sign-in-${size}-${lang}.png`) });
    await expectNoOverflow(page);
    if (lang === 'zh') expect(await latin(page, 'main.ll-signin')).toEqual([]);
    await expectAccessible(page);
  });

  test('every screen fits, speaks one language, is accessible and logs no error', async () => {
    const page = await consoleOf('officer', lang, size);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
    // Each size and each language once: axe takes its time, and sees the same in the other two.
    const measured = (size === 'desk') === (lang === 'zh');
    const faults: string[] = [];
    everywhere ??= await everyPath(page);
    for (const [name, path] of Object.entries(everywhere)) {
      await open(page, path);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${size}-${lang}.png`) });
      await expectNoOverflow(page);
      // The name of a text where the text should be.
      expect(await page.locator('main#content').innerText(), path).not.toMatch(/\b(?:case|lead|micro|figure|stage|tag|hazard|rating)_[a-z]+\.[a-z_]+/);
      if (lang === 'zh') expect(await latin(page, 'main#content'), path).toEqual([]);
      if (measured) faults.push(...(await seriousFaults(page)).map((fault) => `${path} ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(errors).toEqual([]);
  }, 960_000);
});

// The tests that act see these on a phone in English.
test.each<[Role, string[]]>([
  ['auditor', ['/accounts', '/accounts?tab=invitations', '/emergencies', '/audit', '/audit?tab=questions', '/audit?tab=retention', '/delays']],
  ['officer', ['/emergencies', '/recoveries', '/security', '/delays']],
  ['grid_worker', ['/why?action=register.view', '/dwellings?state=waiting', '/messages', '/messages?tab=how']],
  ['resident', ['/security', '/reads', '/rights', '/proxies']],
])('on a desk in zh the screens beside the work of %s fit and are accessible', async (role, paths) => {
  const page = await consoleOf(role, 'zh');
  const faults: string[] = [];
  for (const path of paths) {
    await open(page, path);
    if (shots) await page.screenshot({ path: join(shots, `${role}${path.replaceAll(/\W+/g, '-')}-desk-zh.png`) });
    await expectNoOverflow(page);
    faults.push(...(await seriousFaults(page)).map((fault) => `${path} ${fault}`));
  }
  expect(faults).toEqual([]);
});
