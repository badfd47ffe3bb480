import { ApiError } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { errorTextOf } from './errorText';

/** The name of a text in place of the text. */
const said = (error: unknown) => errorTextOf(error, (key) => key);

test('a conflict is said in the words of the server, and never as its fault', () => {
  const problem = { title: 'It contradicts what is there', detail: 'The case has gone on meanwhile' };
  expect(said(new ApiError(409, problem))).toEqual({ title: problem.title, action: 'state.error.409.do', detail: problem.detail });
  expect(said(new ApiError(409, { ...problem, action: 'Load it anew' })).action).toBe('Load it anew');
  expect(said(new ApiError(409)).title).toBe('state.error.409');
});

test('a refusal without words of its own is a request that was wrong', () => {
  expect(said(new ApiError(415, { title: 'The body is of another type than expected' })).title).toBe('The body is of another type than expected');
  for (const status of [405, 415, 418, 422]) expect(said(new ApiError(status))).toEqual({ title: 'state.error.400', action: 'state.error.400.do', detail: undefined });
});

test('the words of the console stand where it has some', () => {
  expect(said(new ApiError(403, { title: 'You are not permitted to do this' })).title).toBe('state.error.403');
  expect(said(new ApiError(0)).title).toBe('state.error.0');
});

test('what no server answered is not told as a fault of ours', () => {
  expect(said(new ApiError(502)).title).toBe('state.error.503');
  expect(said(new ApiError(500)).title).toBe('state.error.500');
  expect(said(new Error('a fault of the page')).title).toBe('state.error.500');
});
