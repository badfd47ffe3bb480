import type { BuildingHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Descriptions } from 'antd';
import { TierMark } from './TierMark';

/** What the file says of the building as a whole. */
export function FileFacts({ row }: { row: BuildingHousing }) {
  const { t, word, number, day } = useTexts();
  const items = [
    { key: 'use', label: t('register.use'), children: word('use', row.use) },
    { key: 'units', label: t('register.unitCount'), children: number(row.units) },
    { key: 'rated', label: t('housing.ratedOn'), children: day(row.rated_on) },
    { key: 'inspected', label: t('housing.inspected'), children: day(row.inspected_on) },
    { key: 'tier', label: t('housing.highestTier'), children: <TierMark value={row.tier} /> },
  ];
  return <Descriptions colon={false} column={1} size="small" items={items} className="ll-described" />;
}
