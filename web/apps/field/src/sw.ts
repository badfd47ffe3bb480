/** The service worker: keeps the shell, so that the app opens without a network, what draws the map where that was taken along, and tells of pushes. Nothing of a case passes through it. */
import { type PushScope, tellOfPushes } from '@linli/kit/push/worker';
import { keepShell, type ShellScope } from '@linli/kit/shell/worker';

declare const __SHELL__: string[];
/** What draws the map; kept only where the map was taken along. */
declare const __MAP__: string[];
declare const __VERSION__: string;

/** Whether tiles were taken along on this device: their cache is named so. */
const isWanted = async () => (await caches.keys()).some((name) => name.startsWith('linli-map-'));

keepShell(self as unknown as ShellScope, {
  family: 'linli-field-', home: '/field/', files: __SHELL__, version: __VERSION__, later: { files: __MAP__, asked: 'keep-map', isWanted },
});

/** The page of this app that a message leads to: a case has one. */
const pageOf = (link: string) => (link.startsWith('/cases/') ? `/field/#/case/${link.slice('/cases/'.length)}` : '/field/');

tellOfPushes(self as unknown as PushScope, { home: '/field/', pageOf });
