import type { OwnBuilding } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { HazardCard } from './HazardCard';
import { LiftSteps } from './LiftSteps';
import { NoticeLine } from './NoticeLine';
import { RatingCard } from './RatingCard';

interface Props { row: OwnBuilding; open(notice: string): void; changed(): void }

/** A building: the units that are one's own there, its published stars, and what is open. */
export function BuildingCard({ row, open, changed }: Props) {
  const { t, say, day } = useTexts();
  return (
    <section className="lp-place" aria-label={say(row.building.label)}>
      <h2>{say(row.building.label)}</h2>
      <ul className="lp-near">
        {row.units.map((unit) => (
          <li key={unit.declaration}>
            <b>{say((unit.unit ?? row.building).label)}</b>
            <small>{[say(unit.tie.label), say(unit.used_as.label), unit.verified_at && t('own.verified', { day: day(unit.verified_at) }), unit.until && t('own.until', { day: day(unit.until) })].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
      <div className="lp-card">
        <b>{t('own.stars')}{row.stars !== null ? ` · ${t('own.starsOf', { n: row.stars })}` : ''}</b>
        {row.stars === null && <span className="lp-soft">{t('own.starsNone')}</span>}
        {row.rated_on && <small>{day(row.rated_on)}</small>}
        <dl className="lp-facts">
          {row.categories.map(({ category, stars }) => <div key={category.name}><dt>{say(category.label)}</dt><dd>{stars === null ? '–' : t('own.starsOf', { n: stars })}</dd></div>)}
        </dl>
        {row.speaks_for_building && <LiftSteps building={row.building.id} />}
      </div>
      <h3>{t('own.hazards')}</h3>
      {row.hazards.length === 0 && <p className="lp-soft">{t('own.hazardsNone')}</p>}
      {row.hazards.map((hazard) => <HazardCard key={`${hazard.id}-${String(hazard.version)}`} row={hazard} changed={changed} />)}
      <h3>{t('own.notices')}</h3>
      {row.notices.length === 0 && <p className="lp-soft">{t('own.noticesNone')}</p>}
      {row.notices.map((notice) => <NoticeLine key={notice.id} row={notice} open={() => open(notice.id)} />)}
      {row.ratings.length > 0 && <h3>{t('own.ratings')}</h3>}
      {row.ratings.map((rating) => <RatingCard key={`${rating.id}-${String(rating.version)}`} row={rating} changed={changed} />)}
    </section>
  );
}
