import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useAccount } from '../session/context';
import { NeedLine } from './NeedLine';
import { needsOf } from './needs';
import { useLatestRun, useSourceRows } from './queries';

/** What needs this account's attention now. */
export function Needs() {
  const { t } = useTexts();
  const { nav } = useAccount();
  const run = useLatestRun(nav.includes('runs'));
  const sources = useSourceRows(nav.includes('sources'));
  const waiting = (nav.includes('runs') && run.isPending) || (nav.includes('sources') && sources.isPending);
  const failed = run.error ?? sources.error;
  const needs = needsOf(run.data, sources.data ?? []);
  return (
    <section className="ll-panel ll-needs" aria-labelledby="needs">
      <h2 id="needs">{t('overview.needs')}</h2>
      {failed && <ErrorState error={failed} retry={() => { void run.refetch(); void sources.refetch(); }} />}
      {!failed && waiting && <RowsSkeleton rows={4} />}
      {!failed && !waiting && needs.length === 0 && <EmptyState title={t('overview.needsNone')} />}
      <ul>{needs.slice(0, 12).map((need) => <NeedLine key={`${need.kind}/${need.id}`} need={need} />)}</ul>
    </section>
  );
}
