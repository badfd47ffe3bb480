import { type Key, useTexts } from '@linli/kit/texts';

/** Each figure of handling and of patrol, and what it counts. */
const meanings: readonly (readonly [Key, Key])[] = [
  ['figures.cases', 'figures.means.cases'],
  ['figures.reports', 'figures.means.reports'],
  ['cases.open', 'figures.means.open'],
  ['figures.contact', 'figures.means.contact'],
  ['figures.handle', 'figures.means.handle'],
  ['figures.inTime', 'figures.means.inTime'],
  ['figures.reopened', 'figures.means.reopened'],
  ['figures.verified', 'figures.means.verified'],
  ['figures.content', 'figures.means.content'],
  ['coverage.visited', 'figures.means.visited'],
  ['coverage.part', 'figures.means.part'],
  ['coverage.visits', 'figures.means.visits'],
];

/** The footnote of figures: what each of them means. */
export function FigureMeanings() {
  const { t } = useTexts();
  return (
    <section className="ll-small">
      <h2>{t('figures.means')}</h2>
      <dl>{meanings.map(([name, means]) => <div key={name}><dt>{t(name)}</dt><dd>{t(means)}</dd></div>)}</dl>
    </section>
  );
}
