import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { fill, type Vars } from '../../web/packages/kit/src/texts/fill';
import { address, consoleOf, type Lang, look, open, openConsole, settled } from './console';
import { serverAs } from './phone';

type Server = Awaited<ReturnType<typeof serverAs>>;
interface Building { id: string; use: string; units: number; point: { lon: number; lat: number } | null }
interface Rating { id: string; version: number; state: { name: string }; appeal: { upheld: boolean | null } | null }
interface BuildingFile extends Building { open: number; stars: number | null; rating: object | null; events: object[]; rooms: { code: string }[]; ratings: Rating[] }
interface Fact { id: string; answers: { id: string; value: number | null }[] }
interface Catalogue { categories: { facts: Fact[] }[]; types: { id: string; title: Record<Lang, string> }[] }
interface Declared { id: string; state: { name: string } }

const kind = 'evacuation.stairs_blocked';
/** Buildings that people live in. */
const livedIn = ['residential', 'self_built', 'dormitory'];

/** The place of an answer among those that count, the best or one that is neither. */
function answerAt({ answers }: Fact, best: boolean): number {
  const counted = answers.filter(({ value }) => value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return Math.max(0, answers.indexOf((best ? counted[0] : counted[1] ?? counted[0]) ?? answers[0] ?? { id: '', value: null }));
}

/** A building of the officer's own community in which nothing is under way and nothing happened, counted from the end of the register. */
async function quietBuilding(community: Server, turn: number): Promise<BuildingFile> {
  const { account } = await community<{ account: { areas: { path: string }[] } }>('GET', '/api/session');
  const { rows } = await community<{ rows: Building[] }>('GET', `/api/buildings?size=200&area=${encodeURIComponent(account.areas[0]?.path ?? '')}`);
  let left = turn;
  for (const { id } of rows.filter((row) => livedIn.includes(row.use) && row.point && row.units > 0).reverse()) {
    const file = await community<BuildingFile>('GET', `/api/housing/buildings/${id}`);
    const quiet = file.open === 0 && file.rating === null && file.events.length === 0 && file.ratings.every(({ appeal }) => !appeal);
    if (quiet && left === 0) return file;
    if (quiet) left -= 1;
  }
  throw new Error('no building of the community is quiet');
}

/** A building inspected now and found middling: its stars are drafted, decided by another and published. */
async function middling(building: string, facts: Fact[], [inspector, community, street]: [Server, Server, Server]): Promise<void> {
  const id = () => crypto.randomUUID();
  const seen = facts.map((fact) => ({ fact: fact.id, answer: fact.answers[answerAt(fact, false)]?.id }));
  await inspector('POST', '/api/housing/inspections', { id: id(), building, facts: seen, clean: false });
  let rating = await community<Rating>('POST', '/api/housing/ratings', { id: id(), building });
  const act = async (as: Server, deed: string, words = '') => {
    rating = await as<Rating>('POST', `/api/housing/ratings/${rating.id}/actions`, { id: id(), seen: rating.version, deed: { deed }, words });
  };
  await act(community, 'reply', '没有意见');
  await act(street, 'decide');
  await act(street, 'publish');
}

test.each<[Lang, number]>([['zh', 0], ['en', 1]])('a building from a declaration to more stars and an appeal decided (%s)', async (lang, turn) => {
  const say = (key: Key, vars?: Vars) => fill(catalogues[lang][key], lang, vars);
  const press = (page: Page, key: Key) => page.getByRole('button', { name: say(key), exact: true }).click();
  const options = (page: Page) => page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
  const choose = async (page: Page, box: Locator, which: number | string) => {
    await box.click();
    await (typeof which === 'number' ? options(page).nth(which) : options(page).filter({ hasText: which })).click();
    await options(page).first().waitFor({ state: 'hidden' });
  };
  const photo = async (page: Page) => ({ name: 'photo.png', mimeType: 'image/png', buffer: await page.screenshot() });
  /** Says why and does it; the next deed is offered once this one is told. */
  const why = async (page: Page, words: string) => {
    await page.locator('.ll-deed-form textarea').fill(words);
    await press(page, 'cases.do');
    await page.locator('.ll-deed-form').waitFor({ state: 'hidden' });
  };

  const servers: [Server, Server, Server] = [await serverAs('inspector'), await serverAs('community_officer'), await serverAs('street_officer')];
  const [inspector, community] = servers;
  const { categories, types } = await inspector<Catalogue>('GET', '/api/housing/catalogue');
  const facts = categories.flatMap((category) => category.facts);
  const title = types.find(({ id }) => id === kind)?.title[lang] ?? '';
  const building = await quietBuilding(community, turn);
  if (!building.point) throw new Error('the building stands nowhere');
  await middling(building.id, facts, servers);
  const file = () => community<BuildingFile>('GET', `/api/housing/buildings/${building.id}`);
  const { rooms, stars: before } = await file();
  expect(before).not.toBeNull();
  expect(before).toBeLessThan(5);
  const at = `/housing/buildings/${building.id}`;
  const here = { latitude: building.point.lat, longitude: building.point.lon };
  const onTheSpot = async (page: Page) => {
    await page.context().grantPermissions(['geolocation'], { origin: address });
    await page.context().setGeolocation(here);
  };

  // Declared on a phone, asked about where records differ, verified on the door.
  const resident = await consoleOf('resident', lang, 'phone');
  await resident.goto(`${address}/portal/#declare`);
  await press(resident, 'declare.new');
  await resident.getByLabel(say('declare.unit'), { exact: true }).fill(rooms[0]?.code ?? '');
  await resident.getByLabel(say('declare.name'), { exact: true }).fill(lang === 'zh' ? '住户' : 'A tenant');
  const answered = resident.waitForResponse((one) => one.request().method() === 'POST' && new URL(one.url()).pathname === '/api/housing/declarations');
  await press(resident, 'declare.send');
  const declared = await (await answered).json() as Declared;
  const card = resident.locator('.lp-card').first();
  await card.waitFor();
  if (declared.state.name === 'asked') {
    await card.getByRole('button', { name: say('declare.do.answer'), exact: true }).click();
    await card.getByText(say('declared_answer.moved_here'), { exact: true }).click();
    await card.getByRole('button', { name: say('declare.do.answer'), exact: true }).click();
  }
  await resident.locator('.lp-card').first().getByText(/待上门核实|To be verified on the door/).waitFor();
  const officer = await consoleOf('officer', lang);
  await onTheSpot(officer);
  await open(officer, `/housing/declarations/${declared.id}`);
  await press(officer, 'declarations.seeWho');
  await officer.getByText(say('declaration_found.so'), { exact: true }).click();
  await press(officer, 'cases.do');
  await officer.getByText(/^(已核实|Verified)$/).first().waitFor();
  await look(officer, `housing-story-declared-${lang}`);

  // A hazard is found there and ordered to be put right.
  const round = await consoleOf('inspector', lang);
  await onTheSpot(round);
  await open(round, at);
  await press(round, 'housing.find');
  await round.getByLabel(say('housing.kind')).fill(title);
  await round.keyboard.press('Enter');
  const finding = round.locator('.ant-drawer form');
  await finding.locator('input[type=file]').setInputFiles(await photo(round));
  await finding.getByRole('checkbox').check();
  await finding.locator('button[type=submit]').click();
  await round.waitForURL(/\/housing\/hazards\//);
  await settled(round);
  const hazard = new URL(round.url()).pathname;
  await round.getByRole('heading', { level: 1, name: title }).waitFor();
  await press(round, 'hazard_do.order');
  await why(round, lang === 'zh' ? '今日清空楼道' : 'Clear the stairs today');
  await round.locator('.ll-step-order').waitFor();
  expect((await file()).open).toBe(1);

  // The order goes out on paper: served, and whoever scans it sees that it stands.
  const issue = async (notice: 'order' | 'reinspection') => {
    await open(officer, hazard);
    await officer.getByRole('button', { name: say('notices.issue', { kind: say(`notice_kind.${notice}`) }), exact: true }).click();
    await officer.locator('.ant-modal .ant-btn-primary').click();
    await officer.waitForURL(/\/housing\/notices\//);
    await settled(officer);
    await officer.locator('.ll-paper').waitFor();
    await look(officer, `housing-story-${notice}-${lang}`);
    return new URL(officer.url()).pathname.split('/').pop() ?? '';
  };
  const notice = await issue('order');
  await press(officer, 'notices.serve');
  const serving = officer.locator('.ll-deed-form');
  await choose(officer, serving.getByRole('combobox').nth(0), say('notice_way.message'));
  await choose(officer, serving.getByRole('combobox').nth(1), say('notice_to.landlord'));
  await press(officer, 'cases.do');
  await serving.waitFor({ state: 'hidden' });
  const { paper } = await community<{ paper: { target: string } }>('GET', `/api/housing/notices/${notice}`);
  const holder = await openConsole(lang, 'phone');
  await holder.goto(`${address}${paper.target}`);
  await holder.locator('.lp-state').waitFor();
  await look(holder, `housing-story-scanned-${lang}`);

  // Said to be fixed by one, verified by another who stands there; a notice tells of that too.
  await open(officer, hazard);
  await press(officer, 'hazard_do.say_fixed');
  await press(officer, 'cases.do');
  await officer.locator('.ll-step-say_fixed').waitFor();
  await open(round, hazard);
  await press(round, 'hazard_do.verify');
  const shown = round.locator('.ll-deed-form');
  await shown.locator('fieldset').waitFor();
  for (const input of await shown.locator('input[type=file]').all()) await input.setInputFiles(await photo(round));
  for (const box of await shown.getByRole('checkbox').all()) await box.check();
  await press(round, 'cases.do');
  await round.locator('.ll-step-verify').waitFor();
  await issue('reinspection');
  expect((await file()).open).toBe(0);

  // The building is looked at again, fact by fact.
  await open(round, at);
  await press(round, 'housing.inspect');
  const inspecting = round.locator('.ant-drawer form');
  await inspecting.getByRole('combobox').nth(facts.length - 1).waitFor();
  for (const [index, fact] of facts.entries()) await choose(round, inspecting.getByRole('combobox').nth(index), answerAt(fact, true));
  await inspecting.getByRole('checkbox').check();
  await look(round, `housing-story-inspected-${lang}`);
  await inspecting.locator('button[type=submit]').click();
  await inspecting.waitFor({ state: 'hidden' });

  // Drafted by one, replied to, decided and published by another: the building has more stars, for everybody.
  const drafter = await consoleOf('community_officer', lang);
  await open(drafter, at);
  await press(drafter, 'housing.draft');
  await press(drafter, 'rating_do.reply');
  await why(drafter, lang === 'zh' ? '同意，已整改到位' : 'Agreed: all of it was put right');
  expect(await drafter.getByRole('button', { name: say('rating_do.decide'), exact: true }).count()).toBe(0);
  const decider = await consoleOf('street_officer', lang);
  await open(decider, `${at}?tab=ratings`);
  await press(decider, 'rating_do.decide');
  await press(decider, 'rating_do.publish');
  await expect.poll(async () => (await file()).stars ?? 0, { timeout: 30_000 }).toBeGreaterThan(before ?? 5);
  const after = (await file()).stars ?? 0;
  // The same answer brings the stars and what may be done to each rating.
  await decider.locator('.ll-stars-large', { hasText: say('housing.stars', { n: after }) }).waitFor();
  await look(decider, `housing-story-published-${lang}`);

  // An appeal is decided by somebody who had no part in it.
  await press(decider, 'rating_do.appeal');
  await why(decider, lang === 'zh' ? '认为管理一项应更高' : 'The management deserves more');
  await decider.getByText(say('rating_deed.appeal'), { exact: true }).first().waitFor();
  expect(await decider.getByRole('button', { name: say('rating_do.decide_appeal'), exact: true }).count()).toBe(0);
  await open(officer, `${at}?tab=ratings`);
  await press(officer, 'rating_do.decide_appeal');
  await officer.getByText(say('housing.appealWrong'), { exact: true }).click();
  await why(officer, lang === 'zh' ? '复核后维持原评定' : 'Looked at again: the rating holds');
  await officer.getByText(say('rating_deed.decide_appeal'), { exact: true }).first().waitFor();
  await look(officer, `housing-story-appeal-${lang}`);
  const { stars, ratings } = await file();
  expect(stars).toBe(after);
  expect(ratings.filter(({ appeal }) => appeal).map(({ state, appeal }) => [state.name, appeal?.upheld])).toEqual([['published', false]]);
}, 480_000);
