import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { ObjectionLine } from './ObjectionLine';
import { useObjections } from './queries';

/** Objections of those who work here to their own figures, beside the figures: the last first. */
export function ObjectionsPanel({ area }: { area: string | null }) {
  const { t } = useTexts();
  const [params, change] = useParams();
  const objections = useObjections(area, params.get('objections'));
  const rows = objections.data?.rows ?? [];
  const next = objections.data?.next ?? null;
  return (
    <section className="ll-panel" aria-label={t('objection.title')}>
      <h2>{t('objection.title')}</h2>
      <p className="ll-soft">{t('objection.lead')}</p>
      {objections.isError && <ErrorState error={objections.error} retry={() => void objections.refetch()} />}
      {objections.isPending && <RowsSkeleton rows={2} />}
      {objections.data && rows.length === 0 && <EmptyState title={t('objection.none')} />}
      {rows.length > 0 && <ol className="ll-case-steps">{rows.map((row) => <ObjectionLine key={row.id} row={row} />)}</ol>}
      <span className="ll-actions">
        {params.get('objections') && <Button onClick={() => change({ objections: null })}>{t('cases.first')}</Button>}
        {next !== null && <Button onClick={() => change({ objections: next })}>{t('objection.more')}</Button>}
      </span>
    </section>
  );
}
