import type { PushWorker } from '@linli/kit/push';

/** The service worker of this app. */
export const pushWorker: PushWorker = { path: '/sw.js', scope: '/' };
