export { ApiError } from './ApiError';
export { address, read, send, write } from './request';
export type * from './types';
