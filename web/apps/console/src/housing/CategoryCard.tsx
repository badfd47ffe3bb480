import type { BuildingFact, CategoryStars } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { FactLine } from './FactLine';
import { Stars } from './Stars';

/** A category: its stars and score, the facts behind it, what hazards took, and the caps that hold. */
export function CategoryCard({ row, facts }: { row: CategoryStars; facts: BuildingFact[] }) {
  const { t, say, number, day } = useTexts();
  return (
    <section className="ll-category" aria-labelledby={`category-${row.category.name}`}>
      <header>
        <h3 id={`category-${row.category.name}`}>{say(row.category.label)}</h3>
        <Stars value={row.stars} />
        {row.score !== null && <span className="ll-soft ll-small">{t('housing.score', { score: number(row.score) })}</span>}
      </header>
      <ul className="ll-facts-behind">{facts.map((fact) => <FactLine key={fact.fact} fact={fact} />)}</ul>
      {row.missing.length > 0 && <p className="ll-soft ll-small">{t('housing.missing', { n: row.missing.length })}</p>}
      {row.lowered.map(({ hazard, title, points, overdue }) => (
        <p key={hazard} className="ll-lowered"><Link to={`/housing/hazards/${hazard}`}>{say(title)}</Link> <b>{t(overdue ? 'housing.tookLate' : 'housing.took', { n: points })}</b></p>
      ))}
      {row.capped.map(({ cap, title, until, hazard }) => (
        <p key={`${cap}/${hazard ?? ''}`} className="ll-capped">{say(title)}{until && <span className="ll-soft"> {t('housing.capUntil', { day: day(until) })}</span>}</p>
      ))}
    </section>
  );
}
