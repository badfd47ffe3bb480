import type { UnitHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { TierMark } from './TierMark';

/** Why a dwelling has its tier, and what would bring it down. */
export function TierWhy({ row }: { row: UnitHousing }) {
  const { t, say, day } = useTexts();
  return (
    <section className="ll-panel">
      <h2>{t('housing.whyTier')}</h2>
      <p className="ll-waits"><TierMark value={row.tier} />{row.since && <span className="ll-soft">{t('housing.tierSince', { day: day(row.since) })}</span>}</p>
      {row.reasons.length === 0 && <p className="ll-soft">{t('housing.noReasons')}</p>}
      <ul className="ll-lift">{row.reasons.map(({ rule, title, until }) => <li key={rule}>{say(title)}<div className="ll-soft ll-small">{t('housing.reasonEnds', { what: say(until) })}</div></li>)}</ul>
      {row.down.length > 0 && <><h3>{t('housing.tierDown')}</h3><ol className="ll-lift">{row.down.map((need) => <li key={need.en}>{say(need)}</li>)}</ol></>}
    </section>
  );
}
