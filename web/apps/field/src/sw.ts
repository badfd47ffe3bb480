/** The service worker: keeps the shell, so that the app opens without a network, and tells of pushes. Nothing of a case passes through it. */
import { type PushScope, tellOfPushes } from '@linli/kit/push/worker';
import { keepShell, type ShellScope } from '@linli/kit/shell/worker';

declare const __SHELL__: string[];
declare const __VERSION__: string;

keepShell(self as unknown as ShellScope, { family: 'linli-field-', home: '/field/', files: __SHELL__, version: __VERSION__ });

/** The page of this app that a message leads to: a case has one. */
const pageOf = (link: string) => (link.startsWith('/cases/') ? `/field/#/case/${link.slice('/cases/'.length)}` : '/field/');

tellOfPushes(self as unknown as PushScope, { home: '/field/', pageOf });
