/** Everything an account can ask to do, and whether it is about people. */
export const deeds = [
  'blocks.view_people', 'blocks.unmask', 'blocks.view', 'blocks.review', 'register.view', 'register.edit', 'register.import', 'wash.match', 'wash.file',
  'tags.view', 'tags.run', 'tags.approve_beds', 'signals.send', 'signals.work', 'sources.view', 'sources.view_rejects', 'sources.map',
  'exchange.view', 'exchange.answer', 'exchange.receive', 'exchange.export', 'runs.view', 'runs.start',
  'cases.view', 'cases.report', 'cases.dispatch', 'cases.handle', 'cases.supervise', 'cases.view_reporter', 'cases.view_photos', 'cases.own', 'cases.manage', 'housing.view', 'housing.find', 'housing.act', 'housing.rate', 'housing.plan', 'housing.campaign', 'housing.joint', 'housing.view_photos', 'housing.declare', 'housing.verify', 'housing.view_declared', 'housing.view_own_declared', 'housing.answer_for', 'housing.decide_objection', 'duty.go', 'duty.view', 'duty.broadcast', 'messages.own', 'messages.manage',
  'reads.view_own', 'reads.question', 'rights.export', 'rights.ask', 'reads.audit', 'reads.answer', 'reads.delay', 'reads.decide_delay', 'retention.view', 'emergency.open', 'emergency.review', 'dwellings.own', 'dwellings.verify', 'proxies.own', 'accounts.view', 'accounts.manage', 'accounts.recover',
] as const;

export const personal: readonly string[] = ['blocks.view_people', 'blocks.unmask', 'exchange.export', 'reads.view_own', 'rights.export', 'reads.audit', 'reads.answer', 'cases.view_reporter', 'cases.view_photos', 'housing.view_photos', 'housing.view_declared', 'housing.view_own_declared'];
export const everyPurpose = ['registration', 'housing_safety', 'case_handling', 'service', 'data_quality', 'planning', 'emergency', 'audit', 'own', 'proxy'] as const;
export const everyBasis = ['case', 'task', 'reason', 'emergency', 'own', 'proxy'] as const;

/** What is asked. */
export interface Asked { action: string | null; area: string | null; purpose: string | null; basis: string | null }
