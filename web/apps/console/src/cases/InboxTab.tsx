import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { HeapPanel } from './HeapPanel';
import { heaps } from './heaps';
import { useInbox } from './queries';

/** What needs this account now: own cases, what nobody has taken, what is late, what came back, what is to be looked at again. */
export function InboxTab({ area }: { area: string | null }) {
  const { t } = useTexts();
  const inbox = useInbox(area);
  if (inbox.isError) return <ErrorState error={inbox.error} retry={() => void inbox.refetch()} />;
  if (!inbox.data) return <section className="ll-panel"><RowsSkeleton rows={8} /></section>;
  const { leads } = inbox.data;
  const shown = heaps.filter(([name]) => name === 'mine' || name === 'untaken' || name === 'overdue' || inbox.data[name].total > 0);
  const empty = leads === 0 && heaps.every(([name]) => inbox.data[name].total === 0);
  if (empty) return <section className="ll-panel"><EmptyState title={t('cases.allDone')} /></section>;
  const within = area ? `&area=${area}` : '';
  return (
    <>
      {leads > 0 && <p className="ll-panel ll-lead-note"><Link to={`/cases?tab=leads${within}`}>{t('cases.leadsWait', { n: leads })}</Link></p>}
      <div className="ll-heaps">
        {shown.map(([name, query]) => <HeapPanel key={name} name={name} heap={inbox.data[name]} all={`/cases?tab=list&${query}${within}`} />)}
      </div>
    </>
  );
}
