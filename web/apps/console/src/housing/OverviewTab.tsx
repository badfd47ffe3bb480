import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useArea } from '../page/useArea';
import { CountLine } from './CountLine';
import { listPath } from './listPath';
import { useSummary } from './queries';
import { Stars } from './Stars';
import { TierMark } from './TierMark';

/** Tiers and severities, what presses most first. */
const order = ['key', 'immediate', 'watch', 'serious', 'ordinary'];

/** How rental housing of the area stands; each count leads to what it counts. */
export function OverviewTab() {
  const { t, say, number } = useTexts();
  const area = useArea();
  const summary = useSummary({ area });
  if (summary.isError) return <ErrorState error={summary.error} retry={() => void summary.refetch()} />;
  if (!summary.data) return <section className="ll-panel"><RowsSkeleton rows={8} /></section>;
  const row = summary.data;
  if (row.buildings === 0) return <section className="ll-panel"><EmptyState title={t('housing.nothing')} action={t('housing.nothingDo')} /></section>;
  const to = (tab: string, query: Record<string, string>) => listPath(tab, area, query);
  const most = Math.max(row.unrated, ...row.stars.map(({ buildings }) => buildings));
  const tiers = row.tiers.toSorted((a, b) => order.indexOf(a.tier.name) - order.indexOf(b.tier.name));
  const severities = row.hazards.toSorted((a, b) => order.indexOf(a.severity.name) - order.indexOf(b.severity.name));
  return (
    <div className="ll-housing-overview">
      <div className="ll-column">
        <section className="ll-panel">
          <h2>{t('housing.byStars')}</h2>
          <p className="ll-soft ll-small">{t('housing.byStarsLead', { n: row.buildings })}</p>
          <ul className="ll-counts">
            {[...row.stars].sort((a, b) => b.stars - a.stars).map(({ stars, buildings }) => (
              <CountLine key={stars} name={<Stars value={stars} />} n={buildings} most={most} to={to('buildings', { stars: String(stars) })} look="ll-bar-star" />
            ))}
            <CountLine name={t('housing.unrated')} n={row.unrated} most={most} to={to('buildings', { stars: 'none' })} look="ll-bar-none" />
          </ul>
        </section>
        <section className="ll-panel">
          <h2>{t('housing.byTier')}</h2>
          <p className="ll-soft ll-small">{t('housing.byTierLead')}</p>
          <ul className="ll-counts">
            {tiers.map(({ tier, units }) => (
              <CountLine
                key={tier.name} name={<TierMark value={tier} />} n={units} most={Math.max(...tiers.map((each) => each.units))}
                to={to('buildings', { tier: tier.name })} look="ll-bar-tier"
              />
            ))}
          </ul>
        </section>
      </div>
      <div className="ll-column">
        <section className="ll-panel">
          <h2>{t('housing.openHazards')}</h2>
          <p className="ll-soft ll-small">{t('housing.openHazardsLead', { open: number(row.open), overdue: number(row.overdue) })}</p>
          <ul className="ll-counts ll-counts-late">
            {severities.map(({ severity, open, overdue }) => (
              <CountLine
                key={severity.name} name={say(severity.label)} n={open} most={row.open} to={to('hazards', { severity: severity.name })}
                late={overdue} lateTo={to('hazards', { severity: severity.name, which: 'late' })} look={`ll-bar-${severity.name}`}
              />
            ))}
          </ul>
        </section>
        <section className="ll-panel">
          <h2>{t('housing.waiting')}</h2>
          <p className="ll-soft ll-small">{t('housing.waitingLead')}</p>
          <ul className="ll-counts ll-counts-late">
            {row.ratings.filter(({ state }) => state.name !== 'published').map(({ state, count }) => (
              <CountLine
                key={state.name} name={say(state.label)} n={count} most={Math.max(...row.ratings.filter((each) => each.state.name !== 'published').map((each) => each.count))}
                to={to('ratings', { state: state.name })} look="ll-bar-tier"
                {...(state.name === 'appealed' ? { late: row.appeals_overdue, lateTo: to('ratings', { state: 'appealed', which: 'late' }) } : {})}
              />
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
