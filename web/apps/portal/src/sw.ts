/** The service worker: keeps the shell, so that the portal opens without a network, and tells of pushes. Nothing that was asked or reported passes through it. */
import { type PushScope, tellOfPushes } from '@linli/kit/push/worker';
import { keepShell, type ShellScope } from '@linli/kit/shell/worker';

declare const __SHELL__: string[];
declare const __VERSION__: string;

keepShell(self as unknown as ShellScope, { family: 'linli-portal-', home: '/portal/', files: __SHELL__, version: __VERSION__ });

tellOfPushes(self as unknown as PushScope, { home: '/portal/', pageOf: (link) => link });
