import { useEffect, useState, useSyncExternalStore } from 'react';
import { openMicrophone } from './microphone';
import { longestSeconds, type Recorded, type RecorderState, VoiceRecorder } from './VoiceRecorder';

const make = () => new VoiceRecorder({
  open: openMicrophone,
  now: () => performance.now(),
  every: (ms, does) => { const timer = setInterval(does, ms); return () => clearInterval(timer); },
});

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Records a voice note on a page: where the recorder stands, how long it has run of how long it may, and the two presses. */
export function useRecorder(): { state: RecorderState; runs: string; start(taken: (recorded: Recorded) => void): void; stop(): void } {
  const [recorder] = useState(make);
  const state = useSyncExternalStore(recorder.subscribe, recorder.current);
  useEffect(() => { recorder.enter(); return () => recorder.leave(); }, [recorder]);
  const runs = state.is === 'recording' ? `${clock(state.seconds)} / ${clock(longestSeconds)}` : '';
  return { state, runs, start: (taken) => void recorder.start(taken), stop: () => void recorder.stop() };
}
