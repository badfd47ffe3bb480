import { ApiError } from './ApiError';
import { reach } from './reach';

type Query = Record<string, string | number | boolean | null | undefined>;

/** The path with its query; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const written = search.toString();
  return written ? `${path}?${written}` : path;
}

async function reply(url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', document.documentElement.lang || 'zh');
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    reach.note(false);
    throw new ApiError(0);
  }
  reach.note(true);
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => ({}));
    throw new ApiError(response.status, problem as Record<string, never>);
  }
  return response;
}

async function answer<T>(url: string, init: RequestInit): Promise<T> {
  const response = await reply(url, init);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Reads a resource. */
export function read<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return answer<T>(address(path, query), { signal });
}

/** Sends a write; the header shows that the page itself sent it. */
export function write<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return answer<T>(path, {
    method,
    signal,
    headers: { 'x-linli': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Asks for a file that is made for this request; and what its headers say. */
export async function fetchFile(path: string, body: unknown): Promise<{ file: Blob; headers: Headers }> {
  const headers = { 'x-linli': '1', 'content-type': 'application/json' };
  const response = await reply(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { file: await response.blob(), headers: response.headers };
}

/** Reads a file, in one request. */
export async function readFile(path: string): Promise<Blob> {
  return (await reply(path, {})).blob();
}

/** Sends a form with a file in it. */
export function send<T>(path: string, form: FormData, signal?: AbortSignal): Promise<T> {
  return answer<T>(path, { method: 'POST', signal, headers: { 'x-linli': '1' }, body: form });
}
