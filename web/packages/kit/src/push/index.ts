export { type PushWorker, unsubscribe } from './subscription';
export { type PushState, usePush } from './usePush';
