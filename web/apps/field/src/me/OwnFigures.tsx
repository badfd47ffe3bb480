import { type FiguresPage, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { heard, within } from '../sync/server';
import { useField } from '../sync/useField';

/** One's own figures of the last thirty days: asked for with a connection, shown to nobody else, kept nowhere. */
export function OwnFigures() {
  const { t, number, percent } = useTexts();
  const { link } = useField();
  const [page, setPage] = useState<FiguresPage | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = () => { setError(null); heard(read<FiguresPage>('/api/cases/figures/own', {}, within(30))).then(setPage, setError); };
  const hours = (value: number | null) => (value === null ? t('figures.none') : t('figures.hours', { n: Math.round(value) }));
  const part = (value: number | null) => (value === null ? t('figures.none') : percent(value));
  const facts = page && [
    ['figures.cases', number(page.all.cases)], ['figures.contact', hours(page.all.contact_h)], ['figures.handle', hours(page.all.handle_h)],
    ['figures.inTime', part(page.all.in_time)], ['figures.reopened', part(page.all.reopened)], ['figures.verified', part(page.all.verified)], ['figures.content', part(page.all.content)],
  ] as const;
  return (
    <section className="lf-form" aria-label={t('figures.own')}>
      <h2>{t('figures.own')}</h2>
      <p className="lf-soft">{t('figures.ownLead')}</p>
      <Failure error={error} />
      {facts
        ? <dl className="lf-facts">{facts.map(([key, value]) => <div key={key}><dt>{t(key)}</dt><dd>{value}</dd></div>)}</dl>
        : <Button className="lf-second" isDisabled={link !== 'online'} onPress={ask}>{t('figures.ownShow')}</Button>}
    </section>
  );
}
