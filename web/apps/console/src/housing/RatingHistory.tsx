import type { BuildingHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { RatingCard } from './RatingCard';

/** Every rating the building ever had, the last on top. */
export function RatingHistory({ row }: { row: BuildingHousing }) {
  const { t } = useTexts();
  if (row.ratings.length === 0) return <EmptyState title={t('housing.neverRated')} action={t('housing.neverRatedDo')} />;
  return <>{[...row.ratings].sort((a, b) => b.drafted_at.localeCompare(a.drafted_at)).map((rating) => <RatingCard key={rating.id} row={rating} />)}</>;
}
