import { ApiError, type Begun, type CaseDetail, type CaseFile, type CollectionRow, type HazardDetail, type MicroEventDetail, read, send, write } from '@linli/kit/client';
import type { OutboxServer } from '../outbox/pump';

/** An answer that broke off, or never came, is none. */
export async function heard<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw cause instanceof ApiError ? cause : new ApiError(0);
  }
}

/** How long an answer is waited for; for ever where a browser cannot say. */
export const within = (seconds: number): AbortSignal | undefined => AbortSignal.timeout?.(seconds * 1000);

/** The server's routes of cases and housing, as the outbox uses them. */
export const server: OutboxServer = {
  upload: async (photo, album) => {
    const form = new FormData();
    // A photo or a voice note: the server goes by what it holds.
    form.append('file', new Blob([photo]), 'file');
    return (await heard(send<CaseFile>(`/api/${album}/files`, form, within(120)))).id;
  },
  act: (id, body) => heard(write<CaseDetail>('POST', `/api/cases/${id}/actions`, body, within(30))),
  report: (body) => heard(write<Begun>('POST', '/api/cases', body, within(30))),
  show: (id) => heard(read<CaseDetail>(`/api/cases/${id}`, {}, within(30))),
  findMicro: (body) => heard(write<MicroEventDetail>('POST', '/api/cases/micro-events', body, within(30))),
  actMicro: (id, body) => heard(write<MicroEventDetail>('POST', `/api/cases/micro-events/${id}/actions`, body, within(30))),
  inspect: (body) => heard(write<{ id: string }>('POST', '/api/housing/inspections', body, within(30))),
  look: (id, body) => heard(write<HazardDetail>('POST', `/api/housing/hazards/${id}/actions`, body, within(30))),
  hazard: (id) => heard(read<HazardDetail>(`/api/housing/hazards/${id}`, {}, within(30))),
  collect: (body) => heard(write<CollectionRow>('POST', '/api/cases/collections', body, within(30))),
  findHazard: (body) => heard(write<HazardDetail>('POST', '/api/housing/hazards', body, within(30))),
};
