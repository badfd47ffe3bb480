import type { Microphone } from './VoiceRecorder';

/** What the server takes, the smallest first; browsers differ. */
const kinds = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
const bitsPerSecond = 32_000;

/** Whether this browser records sound of a kind that the server takes. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && 'mediaDevices' in navigator && kinds.some((kind) => MediaRecorder.isTypeSupported(kind));
}

/** Asks for the device's microphone and begins to record. */
export async function openMicrophone(): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const close = () => { for (const track of stream.getTracks()) track.stop(); };
  try {
    const recorder = new MediaRecorder(stream, { mimeType: kinds.find((kind) => MediaRecorder.isTypeSupported(kind)), audioBitsPerSecond: bitsPerSecond });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => { parts.push(data); };
    const ended = new Promise<void>((done) => { recorder.onstop = () => done(); });
    recorder.start();
    const stop = async () => {
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      const media = recorder.mimeType.split(';')[0] ?? '';
      return { media, bytes: await new Blob(parts).arrayBuffer() };
    };
    return { stop, close };
  } catch (cause) {
    close();
    throw cause;
  }
}
