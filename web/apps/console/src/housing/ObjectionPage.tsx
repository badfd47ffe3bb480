import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Due } from '../cases/Due';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { DecideObjection } from './DecideObjection';
import { ObjectionState } from './ObjectionState';
import { PlaceName } from './PlaceName';
import { useObjection } from './queries';
import { StepLine } from './StepLine';

/** An objection to a notice: the reasons, what shows it, and its decision by somebody who had no part in it. */
export default function ObjectionPage({ id }: { id: string }) {
  const { t, say, moment } = useTexts();
  const [shown, show] = useState(false);
  const found = useObjection(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  const files = row.evidence.flatMap(({ kind, file }) => (file ? [{ kind, file }] : []));
  return (
    <Page
      title={t('objections.title')} lead={row.number}
      facts={<><ObjectionState value={row.state} /><Link to={`/housing/notices/${row.notice}`}>{say(row.kind.label)}</Link><PlaceName place={row.place} />{!row.decided_at && <Due at={row.decide_until} />}</>}
    >
      <section className="ll-panel">
        <h2>{t('objections.reasons')}</h2>
        <p>{row.reasons ?? t('objections.noReasons')}</p>
        <p className="ll-soft">{moment(row.made_at)} · {say(row.effect.label)}</p>
        {files.length > 0 && <p className="ll-soft">{t('objections.photosNote')}</p>}
        {files.length > 0 && !shown && <Button onClick={() => show(true)}>{t('objections.showPhoto', { n: files.length })}</Button>}
        {shown && <ul className="ll-photos">{files.map(({ kind, file }) => <li key={file}><img src={`/api/housing/files/${file}`} alt={t('cases.photoOf', { kind: say(kind.label), at: moment(row.made_at) })} /></li>)}</ul>}
      </section>
      {row.decided_at && row.by && (
        <section className="ll-panel">
          <h2>{t('objections.answer')}</h2>
          <ol className="ll-case-steps"><StepLine title={say(row.state.label)} words={row.answer} by={row.by} at={row.decided_at} /></ol>
        </section>
      )}
      {row.involved && <Alert type="info" showIcon title={t('objections.involved')} />}
      {row.offers.includes('decide') && <section className="ll-panel"><DecideObjection row={row} /></section>}
    </Page>
  );
}
