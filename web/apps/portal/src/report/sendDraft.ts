import type { Begun } from '@linli/kit/client';
import { type Attached, type Draft, sentAs, told } from './draft';

/** What sending needs: the files, the server, and a place to remember what of them it has. */
export interface Ports {
  file(key: string): Promise<ArrayBuffer | null>;
  upload(file: Blob): Promise<string>;
  report(told: object): Promise<Begun>;
  remember(part: Pick<Draft, 'photos' | 'voice'>): void;
  now(): number;
}

/** Sends a draft: its files, then the report. Sent again after an answer was lost, it is the same case, with the same word. */
export async function sendDraft(draft: Draft, ports: Ports): Promise<Begun> {
  let { photos, voice } = draft;
  const sent = async (file: Attached): Promise<Attached> => {
    if (sentAs(file, ports.now())) return file;
    const bytes = await ports.file(file.key);
    if (!bytes) throw new Error('the device no longer has the file');
    return { ...file, sent: { id: await ports.upload(new Blob([bytes], { type: file.media })), at: ports.now() } };
  };
  for (const file of draft.photos) {
    const now = await sent(file);
    photos = photos.map((each) => (each.key === file.key ? now : each));
    ports.remember({ photos, voice });
  }
  if (voice) {
    voice = await sent(voice);
    ports.remember({ photos, voice });
  }
  const ids = photos.flatMap((file) => file.sent?.id ?? []);
  const begun = await ports.report(told(draft, ids, voice?.sent?.id ?? null));
  return { ...begun, word: begun.word ?? draft.word };
}
