import type { BuildingHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { CategoryCard } from './CategoryCard';
import { Stars } from './Stars';

/** The four categories as they would be rated today, each with what it rests on. */
export function CategoryList({ row }: { row: BuildingHousing }) {
  const { t, day } = useTexts();
  const { reckoned } = row;
  return (
    <>
      <p className="ll-today-stars">
        <span className="ll-soft">{t('housing.today', { day: day(reckoned.on) })}</span> <Stars value={reckoned.stars} />
        {reckoned.stars !== null && <span className="ll-soft ll-small">{t('housing.weakest')}</span>}
      </p>
      <div className="ll-categories">
        {reckoned.categories.map((category) => (
          <CategoryCard key={category.category.name} row={category} facts={row.facts.filter((fact) => fact.category === category.category.name)} />
        ))}
      </div>
    </>
  );
}
