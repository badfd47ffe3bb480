import type { PushWorker } from '@linli/kit/push';

/** The service worker of this app. */
export const pushWorker: PushWorker = { path: '/portal/sw.js', scope: '/portal/' };
