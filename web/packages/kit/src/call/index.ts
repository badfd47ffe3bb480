export type { CallView } from './CallLine';
export type { CallState } from './heard';
export { isNoMedia, nameOf } from './nameOf';
export { callLine, useCall, useListening } from './useCall';
export { useStream } from './useStream';
