export { canRecord } from './microphone';
export { useRecorder } from './useRecorder';
export { longestSeconds, type Recorded } from './VoiceRecorder';
