import { useTexts } from '@linli/kit/texts';
import { occupancies } from './lists';

/** What the colours of the room chart mean. */
export function OccupancyLegend() {
  const { t, word } = useTexts();
  return (
    <figcaption className="ll-legend" aria-label={t('map.legend')}>
      {occupancies.map((each) => (
        <span key={each}><i className={`ll-room ll-occ-${each}`} aria-hidden="true" />{word('occupancy', each)}</span>
      ))}
    </figcaption>
  );
}
