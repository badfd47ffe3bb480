import type { LeadPrecision } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useLeadPrecision } from './queries';

/** How many of the last hundred decided leads from meters were sent on, by kind, with the interval and since when. */
export function PrecisionPanel() {
  const { t, say, day, percent } = useTexts();
  const found = useLeadPrecision();
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || found.data.length === 0) return null;
  const columns: Column<LeadPrecision>[] = [
    { key: 'kind', title: t('related.about'), render: (row) => say(row.title) },
    { key: 'sent', title: t('related.sent'), number: true, render: (row) => t('related.sentOf', { sent: row.sent, decided: row.decided }) },
    { key: 'share', title: t('related.interval'), number: true, render: (row) => `${percent(row.low)} – ${percent(row.high)}` },
    { key: 'since', title: t('related.since'), render: (row) => day(row.since) },
  ];
  return (
    <section className="ll-panel">
      <h2>{t('related.precision')}</h2>
      <p className="ll-soft">{t('related.precisionLead')}</p>
      <PlainTable label={t('related.precision')} columns={columns} rows={found.data} />
    </section>
  );
}
