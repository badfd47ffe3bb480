import { ApiError, type Begun } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { type Attached, type Draft, empty } from './draft';
import { sendDraft } from './sendDraft';

const file = (key: string): Attached => ({ key, media: 'image/png', length: 1, sent: null });
const begun: Begun = { id: 'c', number: 'N', word: 'THEIRWORD0', office: { id: 'works', title: { zh: '站', en: 'Station' } }, due_at: null, joined: false };

/** A server that is reached or not, and what it was sent. */
function server() {
  const told: Record<string, unknown>[] = [];
  const uploads: string[] = [];
  const state = { answers: true, now: 0, kept: {} as Partial<Draft> };
  const ports = {
    file: (key: string) => Promise.resolve(new Uint8Array([...new TextEncoder().encode(key)]).buffer),
    upload: async (blob: Blob) => { uploads.push(await blob.text()); return `id-${uploads.length}`; },
    report: (sent: object) => {
      told.push(sent as Record<string, unknown>);
      if (!state.answers) return Promise.reject(new ApiError(0));
      return Promise.resolve(told.length > 1 ? { ...begun, word: null } : begun);
    },
    remember: (part: Partial<Draft>) => { state.kept = part; },
    now: () => state.now,
  };
  return { told, uploads, state, ports };
}

test('sent again after an answer was lost, it is the same report, with files sent once and its own word', async () => {
  const { told, uploads, state, ports } = server();
  const draft: Draft = { ...empty(), subclass: 'order.noise', address: '1 Road', photos: [file('a'), file('b')], voice: file('v') };
  state.answers = false;
  await expect(sendDraft(draft, ports)).rejects.toMatchObject({ status: 0 });
  state.answers = true;
  const done = await sendDraft({ ...draft, ...state.kept }, ports);
  expect(uploads).toEqual(['a', 'b', 'v']);
  expect(told[1]).toEqual(told[0]);
  expect(told[0]).toMatchObject({ id: draft.id, word: draft.word, photos: ['id-1', 'id-2'], voice: 'id-3' });
  expect(done.word).toBe(draft.word);
});

test('files that the server has let go meanwhile are sent anew', async () => {
  const { uploads, state, ports } = server();
  const draft: Draft = { ...empty(), photos: [{ ...file('a'), sent: { id: 'old', at: 0 } }] };
  state.now = 11 * 3_600_000;
  await sendDraft(draft, ports);
  expect(uploads).toEqual([]);
  state.now = 13 * 3_600_000;
  await sendDraft(draft, ports);
  expect(uploads).toEqual(['a']);
});

test('a report whose file the device lost is not sent without it', async () => {
  const { told, ports } = server();
  const draft: Draft = { ...empty(), photos: [file('a')] };
  await expect(sendDraft(draft, { ...ports, file: () => Promise.resolve(null) })).rejects.toThrow();
  expect(told).toEqual([]);
});
