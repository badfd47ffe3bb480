export const overview = {
  'overview.title': 'Overview',
  'overview.needs': 'Needs attention',
  'overview.needsNone': 'Nothing waits for you. New runs and rejected rows will appear here.',
  'overview.rejects': '{n} rejected row|{n} rejected rows',
  'overview.rejectsFrom': 'from {name}',
  'overview.unmatched': '{n} address not matched|{n} addresses not matched',
  'overview.runFailed': 'A run stopped before its end',
  'overview.look': 'Look',
  'overview.register': 'Register today',
  'overview.lastRun': 'Last run',
  'overview.noRun': 'No run yet',
};
