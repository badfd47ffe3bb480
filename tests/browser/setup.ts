import { afterAll, afterEach } from 'vitest';
import { closePages, endFile } from './console';
import { forgetSessions } from './phone';

// Begun anew for every file, where the browser and the modules that the files share are loaded once for all of them.
afterEach(closePages);
afterAll(async () => {
  forgetSessions();
  await endFile();
});
