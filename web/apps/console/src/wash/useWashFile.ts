import { ApiError } from '@linli/kit/client';
import { useEffect, useRef, useState } from 'react';
import { guessRows, sampleBytes, secondsLeft, shareDone } from './washTime';

/** How far the washing of a file has come. */
export interface FileWash {
  phase: 'idle' | 'sending' | 'washing' | 'done' | 'failed' | 'cancelled';
  sent: number;
  rows: number;
  /** The share of the rows that is washed; null where nobody knows how many there are. */
  done: number | null;
  secondsLeft: number | null;
  error: unknown;
}

const idle: FileWash = { phase: 'idle', sent: 0, rows: 0, done: null, secondsLeft: null, error: null };

/** Sends a file, follows the rows as they come back, and keeps the result for saving. */
export function useWashFile() {
  const [state, setState] = useState(idle);
  const request = useRef<XMLHttpRequest | null>(null);
  const result = useRef<{ name: string; text: string } | null>(null);
  // Nobody waits for the answer of a page that was left; the server stops with the connection.
  useEffect(() => () => request.current?.abort(), []);

  const start = (file: File, column: string) => new Promise<void>((finish) => {
    const call = new XMLHttpRequest();
    request.current = call;
    result.current = null;
    let seen = 0;
    let rows = 0;
    let all: number | null = null;
    let began = 0;
    void rowsOf(file).then((guess) => { all = guess; });
    const count = () => {
      for (let at = call.responseText.indexOf('\n', seen); at >= 0; at = call.responseText.indexOf('\n', seen)) {
        rows += 1;
        seen = at + 1;
      }
      return Math.max(0, rows - 1);
    };
    const fail = (error: unknown) => { setState({ ...idle, phase: 'failed', error }); finish(); };
    call.open('POST', '/api/wash/file');
    call.setRequestHeader('x-linli', '1');
    call.setRequestHeader('accept-language', document.documentElement.lang);
    call.upload.onprogress = ({ loaded, total }) => setState({ ...idle, phase: 'sending', sent: total ? loaded / total : 0 });
    call.upload.onload = () => {
      began = performance.now();
      setState({ ...idle, phase: 'washing', done: shareDone(0, all) });
    };
    call.onprogress = () => {
      if (call.status !== 200) return;
      const washed = count();
      setState({ ...idle, phase: 'washing', rows: washed, done: shareDone(washed, all), secondsLeft: secondsLeft(washed, all, performance.now() - began) });
    };
    call.onerror = () => fail(new ApiError(0));
    call.onabort = () => { setState({ ...idle, phase: 'cancelled' }); finish(); };
    call.onload = () => {
      if (call.status !== 200) return fail(new ApiError(call.status, problemIn(call.responseText)));
      result.current = { name: `${file.name.replace(/\.[^.]+$/, '')}-washed.csv`, text: call.responseText };
      setState({ ...idle, phase: 'done', rows: count() });
      finish();
    };
    const form = new FormData();
    form.set('column', column);
    form.set('file', file);
    setState({ ...idle, phase: 'sending' });
    call.send(form);
  });

  return {
    state,
    start,
    cancel: () => request.current?.abort(),
    reset: () => setState(idle),
    result: () => result.current,
  };
}

/** About how many rows a file has, by its beginning. */
async function rowsOf(file: File): Promise<number | null> {
  try {
    return guessRows(new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer()), file.size);
  } catch {
    // The wash reads the file for itself, and says what is wrong with it.
    return null;
  }
}

function problemIn(text: string): Record<string, never> {
  try {
    return JSON.parse(text) as Record<string, never>;
  } catch {
    return {};
  }
}
