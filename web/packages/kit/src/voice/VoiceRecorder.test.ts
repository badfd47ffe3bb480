import { expect, test } from 'vitest';
import { longestSeconds, type Recorded, VoiceRecorder } from './VoiceRecorder';

/** A device whose microphone and clock the test holds. */
function device(bytes = new Uint8Array([1, 2]).buffer) {
  const state = { now: 0, open: 0, allowed: true, tick: null as (() => void) | null };
  const notes: Recorded[] = [];
  const recorder = new VoiceRecorder({
    open: () => {
      if (!state.allowed) return Promise.reject(new Error('refused'));
      state.open += 1;
      return Promise.resolve({ stop: () => Promise.resolve({ media: 'audio/webm', bytes }), close: () => { state.open -= 1; } });
    },
    now: () => state.now,
    every: (_, does) => { state.tick = does; return () => { state.tick = null; }; },
  });
  return { state, notes, recorder, start: () => recorder.start((note) => { notes.push(note); }) };
}

test('from a press to another, with the seconds shown; then the microphone is let go', async () => {
  const { state, notes, recorder, start } = device();
  const asked = start();
  expect(recorder.current()).toEqual({ is: 'asking' });
  await asked;
  state.now = 3_400;
  state.tick?.();
  expect(recorder.current()).toEqual({ is: 'recording', seconds: 3 });
  await recorder.stop();
  expect(recorder.current()).toEqual({ is: 'idle' });
  expect(notes).toHaveLength(1);
  expect([state.open, state.tick]).toEqual([0, null]);
  await recorder.stop();
  expect(notes).toHaveLength(1);
});

test('it stops by itself after a minute', async () => {
  const { state, notes, recorder, start } = device();
  await start();
  const stopped = new Promise<void>((done) => { recorder.subscribe(() => { if (recorder.current().is === 'idle') done(); }); });
  state.now = longestSeconds * 1_000;
  state.tick?.();
  await stopped;
  await Promise.resolve();
  expect(notes).toHaveLength(1);
  expect(state.open).toBe(0);
});

test('refused, empty or too long, nothing is taken, and it may be tried again', async () => {
  const refused = device();
  refused.state.allowed = false;
  await refused.start();
  expect(refused.recorder.current()).toEqual({ is: 'failed' });
  refused.state.allowed = true;
  await refused.start();
  expect(refused.recorder.current()).toEqual({ is: 'recording', seconds: 0 });
  for (const bytes of [new ArrayBuffer(0), new ArrayBuffer(2 * 1024 * 1024 + 1)]) {
    const { notes, recorder, start } = device(bytes);
    await start();
    await recorder.stop();
    expect(recorder.current()).toEqual({ is: 'failed' });
    expect(notes).toEqual([]);
  }
});

test('a page that is left lets the microphone go and keeps nothing', async () => {
  const { state, notes, recorder, start } = device();
  await start();
  recorder.leave();
  expect([state.open, state.tick]).toEqual([0, null]);
  await recorder.stop();
  recorder.enter();
  const asked = start();
  recorder.leave();
  await asked;
  expect(state.open).toBe(0);
  expect(recorder.current()).toEqual({ is: 'idle' });
  expect(notes).toEqual([]);
});
