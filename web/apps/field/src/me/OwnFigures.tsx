import { type FigureObjection, type FigureObjections, type FiguresPage, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { heard, within } from '../sync/server';
import { useField } from '../sync/useField';
import { ObjectForm } from './ObjectForm';
import { OwnObjections } from './OwnObjections';

/** One's own figures of the last thirty days, with what one says is wrong with them: asked for with a connection, kept nowhere. */
export function OwnFigures() {
  const { t, number, percent } = useTexts();
  const { link } = useField();
  const [page, setPage] = useState<FiguresPage | null>(null);
  const [objections, setObjections] = useState<FigureObjection[]>([]);
  const [objecting, setObjecting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ask = () => {
    setError(null);
    heard(read<FiguresPage>('/api/cases/figures/own', {}, within(30))).then(setPage, setError);
    heard(read<FigureObjections>('/api/cases/figures/own/objections', {}, within(30))).then(({ rows }) => setObjections(rows), setError);
  };
  const hours = (value: number | null) => (value === null ? t('figures.none') : t('figures.hours', { n: Math.round(value) }));
  const part = (value: number | null) => (value === null ? t('figures.none') : percent(value));
  const facts = page && ([
    ['cases', 'figures.cases', page.all.cases, number(page.all.cases)], ['contact_h', 'figures.contact', page.all.contact_h, hours(page.all.contact_h)],
    ['handle_h', 'figures.handle', page.all.handle_h, hours(page.all.handle_h)], ['in_time', 'figures.inTime', page.all.in_time, part(page.all.in_time)],
    ['reopened', 'figures.reopened', page.all.reopened, part(page.all.reopened)], ['verified', 'figures.verified', page.all.verified, part(page.all.verified)],
    ['content', 'figures.content', page.all.content, part(page.all.content)],
  ] as const);
  const said = (figure: string) => objections.find((row) => row.figure === figure && row.of === null);
  const mark = ({ answer }: FigureObjection) => (answer ? t(answer.upheld ? 'objection.upheld' : 'objection.rejected') : t('objection.waiting'));
  return (
    <section className="lf-form" aria-label={t('figures.own')}>
      <h2>{t('figures.own')}</h2>
      <p className="lf-soft">{t('figures.ownLead')}</p>
      <Failure error={error} />
      {!facts && <Button className="lf-second" isDisabled={link !== 'online'} onPress={ask}>{t('figures.ownShow')}</Button>}
      {facts && (
        <dl className="lf-facts">
          {facts.map(([name, key, , value]) => {
            const objection = said(name);
            return <div key={key}><dt>{t(key)}</dt><dd>{value}{objection && <small> {mark(objection)}</small>}</dd></div>;
          })}
        </dl>
      )}
      <OwnObjections rows={objections} />
      {facts && page && !objecting && <Button className="lf-second" isDisabled={link !== 'online'} onPress={() => setObjecting(true)}>{t('objection.object')}</Button>}
      {facts && page && objecting && (
        <ObjectForm page={page} figures={facts.filter(([, , figure]) => figure !== null).map(([name]) => name)} done={({ rows }) => { setObjections(rows); setObjecting(false); }} />
      )}
    </section>
  );
}
