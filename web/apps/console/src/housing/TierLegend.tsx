import { useTexts } from '@linli/kit/texts';
import { TierMark } from './TierMark';
import { useHousingCatalogue } from './queries';

/** What the colours and corners of the room chart mean. */
export function TierLegend() {
  const { t } = useTexts();
  const tiers = useHousingCatalogue().data?.tiers ?? [];
  return (
    <figcaption className="ll-legend" aria-label={t('map.legend')}>
      {tiers.map((tier) => <TierMark key={tier.name} value={tier} />)}
      <span><i className="ll-room ll-tier-ordinary ll-tier-corner" data-corner="2" aria-hidden="true" />{t('housing.cornerOpen')}</span>
      <span><i className="ll-room ll-tier-ordinary ll-tier-corner ll-room-late" data-corner="2!" aria-hidden="true" />{t('housing.cornerLate')}</span>
      <span><i className="ll-room ll-tier-ordinary ll-tier-stopped" aria-hidden="true" />{t('housing.suspended')}</span>
    </figcaption>
  );
}
