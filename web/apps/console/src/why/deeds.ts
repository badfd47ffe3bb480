/** Everything an account can ask to do, and whether it is about people. */
export const deeds = [
  'blocks.view_people', 'blocks.unmask', 'blocks.view', 'blocks.review', 'register.view', 'register.edit', 'wash.match',
  'wash.file', 'sources.view', 'sources.view_rejects', 'sources.map', 'cases.view', 'cases.report',
  'cases.dispatch', 'cases.handle', 'cases.supervise', 'cases.view_reporter', 'cases.own', 'cases.manage', 'runs.view', 'runs.start', 'reads.view_own',
  'reads.audit', 'accounts.view', 'accounts.manage',
  'emergency.open', 'emergency.review',
] as const;

export const personal: readonly string[] = ['blocks.view_people', 'blocks.unmask', 'reads.view_own', 'reads.audit', 'cases.view_reporter'];
export const everyPurpose = ['registration', 'housing_safety', 'case_handling', 'service', 'emergency', 'audit', 'own'] as const;
export const everyBasis = ['case', 'task', 'reason', 'emergency', 'own'] as const;

/** What is asked. */
export interface Asked { action: string | null; area: string | null; purpose: string | null; basis: string | null }
