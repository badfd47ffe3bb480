import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { LeadCard } from './LeadCard';
import { PrecisionPanel } from './PrecisionPanel';
import { useLeads } from './queries';

/** Leads that wait: a person decides. */
export function LeadsTab({ area }: { area: string | null }) {
  const { t } = useTexts();
  const leads = useLeads(area);
  return (
    <div className="ll-column">
      <section className="ll-panel">
        <p className="ll-soft">{t('cases.lines')}</p>
        {leads.isError && <ErrorState error={leads.error} retry={() => void leads.refetch()} />}
        {leads.isPending && <RowsSkeleton rows={6} />}
        {leads.data?.rows.length === 0 && <EmptyState title={t('cases.leadNone')} />}
        <ul className="ll-leads">{leads.data?.rows.map((lead) => <LeadCard key={lead.id} lead={lead} />)}</ul>
      </section>
      <PrecisionPanel />
    </div>
  );
}
