import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { type Conditions, useCampaignPreview } from './campaignQueries';
import { OpenCount } from './OpenCount';
import { TierMark } from './TierMark';

/** How many the conditions find now, and the first of them. */
export function CampaignPreview({ query }: { query: Conditions }) {
  const { t, say, number } = useTexts();
  const found = useCampaignPreview(query);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <RowsSkeleton rows={6} />;
  const { total, most, first } = found.data;
  if (total === 0) return <Alert type="info" showIcon title={t('campaigns.findsNone')} />;
  return (
    <div className={found.isPlaceholderData ? 'll-fetching' : undefined}>
      {total > most
        ? <Alert type="warning" showIcon title={t('campaigns.findsTooMany', { n: number(most) })} />
        : <h2>{t('campaigns.finds', { n: number(total) })}</h2>}
      <p className="ll-soft">{t('campaigns.preview')}</p>
      <ul className="ll-campaign-list">
        {first.map(({ building, unit, standing }) => (
          <li key={unit?.id ?? building.id}>
            <span className="ll-case-name"><b>{say((unit ?? building).label)}</b>{unit && <small>{say(building.label)}</small>}</span>
            <span><TierMark value={standing.tier} /> <OpenCount open={standing.open} overdue={standing.overdue} /></span>
          </li>
        ))}
      </ul>
    </div>
  );
}
