export const reads = {
  'reads.title': 'Who looked at my data',
  'reads.lead': 'Every look at what is kept about you: when, which office, why, and which fields.',
  'reads.none': 'No one has looked at your data',
  'reads.noneDo': 'A look appears here within a minute.',
  'reads.action': 'What was done',
  'reads.purpose': 'Why',
  'reads.fields': 'Which fields',
};
