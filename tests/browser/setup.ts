import { afterAll, afterEach } from 'vitest';
import { closeBrowser, closePages } from './console';
import { forgetSessions } from './phone';

// Begun anew for every file, where the modules that the files share are loaded once for all of them.
afterEach(closePages);
afterAll(async () => {
  forgetSessions();
  await closeBrowser();
});
