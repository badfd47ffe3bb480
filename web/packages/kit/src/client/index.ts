export { ApiError } from './ApiError';
export { address, fetchFile, read, send, write } from './request';
export type * from './types';
export type * from './accounts';
export type * from './backing';
export type * from './duty';
export type * from './figures';
export type * from './housing';
export type * from './rights';
