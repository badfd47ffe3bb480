/** What a service worker says by itself. Not among the texts of the screens, so that the worker stands in one file. */
export const pushed = { fresh: 'You have a new message from linli', nothing: 'Nothing new in linli' };
