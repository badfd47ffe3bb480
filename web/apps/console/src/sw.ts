/** The service worker: tells of pushes, and keeps nothing. */
import { type PushScope, tellOfPushes } from '@linli/kit/push/worker';

tellOfPushes(self as unknown as PushScope, { home: '/', pageOf: (link) => link });
