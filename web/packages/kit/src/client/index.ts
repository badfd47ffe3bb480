export { ApiError } from './ApiError';
export { address, read, write } from './request';
export type * from './types';
