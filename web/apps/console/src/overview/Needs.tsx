import { useTexts } from '@linli/kit/texts';
import { useInbox } from '../cases/queries';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useArea } from '../page/useArea';
import { useAccount } from '../session/context';
import { NeedLine } from './NeedLine';
import { caseNeedsOf, needsOf } from './needs';
import { useLatestRun, useSourceRows } from './queries';

/** What needs this account's attention now. */
export function Needs() {
  const { t } = useTexts();
  const { nav } = useAccount();
  const run = useLatestRun(nav.includes('runs'));
  const sources = useSourceRows(nav.includes('sources'));
  const area = useArea();
  const inbox = useInbox(area, nav.includes('cases'));
  const waiting = (nav.includes('cases') && inbox.isPending) || (nav.includes('runs') && run.isPending) || (nav.includes('sources') && sources.isPending);
  const failed = inbox.error ?? run.error ?? sources.error;
  const needs = [...caseNeedsOf(inbox.data, area), ...needsOf(run.data, sources.data ?? [])];
  // What was not asked, as not this account's to see, is not asked now either.
  const retry = () => { for (const asked of [inbox, run, sources]) if (asked.isError) void asked.refetch(); };
  return (
    <section className="ll-panel ll-needs" aria-labelledby="needs">
      <h2 id="needs">{t('overview.needs')}</h2>
      {failed && <ErrorState error={failed} retry={retry} />}
      {!failed && waiting && <RowsSkeleton rows={4} />}
      {!failed && !waiting && needs.length === 0 && <EmptyState title={t('overview.needsNone')} />}
      <ul>{needs.slice(0, 12).map((need) => <NeedLine key={`${need.kind}/${need.id}`} need={need} />)}</ul>
    </section>
  );
}
