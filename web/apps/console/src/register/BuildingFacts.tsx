import type { Building } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Descriptions } from 'antd';
import { Stage } from './Stage';

/** What is known of a building. */
export function BuildingFacts({ building }: { building: Building }) {
  const { t, say, word, number, day } = useTexts();
  const grid = building.path.find((area) => area.level === 'grid');
  const items = [
    { key: 'use', label: t('register.use'), children: word('use', building.use) },
    { key: 'stage', label: t('register.stage'), children: <Stage value={building.stage} /> },
    { key: 'floors', label: t('register.floors'), children: number(building.floors) },
    { key: 'height', label: t('register.height'), children: building.height_m === null ? number(null) : t('register.metres', { value: number(Math.round(building.height_m * 10) / 10) }) },
    { key: 'units', label: t('register.unitCount'), children: number(building.units) },
    { key: 'grid', label: t('register.grid'), children: say(grid?.name) },
    { key: 'built', label: t('register.built'), children: day(building.built_on) },
    { key: 'point', label: t('register.position'), children: building.point ? `${building.point.lat.toFixed(6)}, ${building.point.lon.toFixed(6)}` : number(null) },
  ];
  return <Descriptions colon={false} column={1} size="small" items={items} className="ll-described" />;
}
