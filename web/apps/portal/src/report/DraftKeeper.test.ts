import { expect, test } from 'vitest';
import { type Attached, type Draft, empty, fits, keptDays, mostBytes } from './draft';
import { DraftKeeper } from './DraftKeeper';
import { PageShelf } from './shelf';

const day = 86_400_000;
const photo: Attached = { key: 'a', media: 'image/png', length: 3, sent: null };
const bytes = new Uint8Array([1, 2, 3]).buffer;

function device() {
  const shelf = new PageShelf(true);
  let now = 100 * day;
  const visit = () => new DraftKeeper(Promise.resolve(shelf), () => now);
  return { shelf, visit, pass: (ms: number) => { now += ms; } };
}

const written = (part: Partial<Draft> = {}): Draft => ({ ...empty(), subclass: 'order.noise', words: 'loud', ...part });

test('what was begun is offered at the next visit, and gone on with in this one', async () => {
  const { visit } = device();
  const first = visit();
  expect(await first.begun()).toBeNull();
  const draft = written({ photos: [photo] });
  expect(await first.keep(draft, { key: 'a', bytes })).toBe(true);
  expect(await first.begun()).toMatchObject({ earlier: false, draft: { words: 'loud' } });
  const second = visit();
  expect(await second.begun()).toMatchObject({ earlier: true, draft: { id: draft.id, word: draft.word, changed_at: 100 * day } });
  expect(await second.file('a')).toEqual(bytes);
  second.goOn(draft.id);
  expect(await second.begun()).toMatchObject({ earlier: false });
});

test('what was thrown away or sent is gone with its files, and a late change does not bring it back', async () => {
  const { visit } = device();
  const keeper = visit();
  const draft = written({ photos: [photo] });
  await keeper.keep(draft, { key: 'a', bytes });
  void keeper.drop(draft.id);
  await keeper.keep({ ...draft, words: 'louder' });
  expect(await keeper.begun()).toBeNull();
  expect(await visit().begun()).toBeNull();
  expect(await keeper.file('a')).toBeNull();
});

test('a draft that was left for longer than it is kept is deleted', async () => {
  const { shelf, visit, pass } = device();
  await visit().keep(written());
  pass(keptDays * day);
  expect(await visit().begun()).not.toBeNull();
  pass(1);
  expect(await visit().begun()).toBeNull();
  expect(await shelf.read()).toBeNull();
});

test('a file that is taken out leaves the device', async () => {
  const { visit } = device();
  const keeper = visit();
  const draft = written({ photos: [photo], voice: { ...photo, key: 'b' } });
  await keeper.keep({ ...draft, voice: null }, { key: 'a', bytes });
  await keeper.keep(draft, { key: 'b', bytes });
  await keeper.keep({ ...draft, photos: [] });
  expect(await keeper.file('a')).toBeNull();
  expect(await keeper.file('b')).toEqual(bytes);
});

test('the files of a draft are bounded', () => {
  const draft = written({ photos: [{ ...photo, length: mostBytes - 2 }], voice: { ...photo, length: 1 } });
  expect(fits(draft, 1)).toBe(true);
  expect(fits(draft, 2)).toBe(false);
});

test('where the device fails, it says that nothing is kept', async () => {
  const shelf = new PageShelf(true);
  shelf.write = () => Promise.reject(new Error('full'));
  const keeper = new DraftKeeper(Promise.resolve(shelf), () => 0);
  expect(await keeper.keep(written())).toBe(false);
  expect(await keeper.begun()).toBeNull();
  const closed = new DraftKeeper(Promise.resolve(new PageShelf(false)), () => 0);
  expect(await closed.keep(written())).toBe(false);
  expect(await closed.begun()).toMatchObject({ draft: { words: 'loud' } });
});
