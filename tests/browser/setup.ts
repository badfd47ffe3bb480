import { afterAll, afterEach, beforeEach } from 'vitest';
import { closePages, endFile, openPages, tellOf } from './console';
import { forgetSessions, tellOfPhones } from './phone';

// Begun anew for every file, where the browser and the modules that the files share are loaded once for all of them.
beforeEach(({ task }) => { tellOfPhones(() => task.result?.state === 'fail'); });
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellOf(openPages());
  await closePages();
});
afterAll(async () => {
  forgetSessions();
  await endFile();
});
