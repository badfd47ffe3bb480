import type { HazardDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Descriptions } from 'antd';
import { Link } from '../page/Link';

/** Where a hazard is, who sees to it, how it was found, and what it does to the stars. */
export function HazardFacts({ row }: { row: HazardDetail }) {
  const { t, say, moment } = useTexts();
  const { building, unit } = row.place;
  const items = [
    { key: 'building', label: t('housing.building'), children: <Link to={`/housing/buildings/${building.id}`}>{say(building.label)}</Link> },
    ...(unit ? [{ key: 'unit', label: t('housing.unit'), children: <Link to={`/housing/units/${unit.id}`}>{say(unit.label)}</Link> }] : []),
    { key: 'office', label: t('cases.office'), children: say(row.office.label) },
    { key: 'how', label: t('housing.how'), children: say(row.how.label) },
    { key: 'found', label: t('housing.found'), children: moment(row.found_at) },
    { key: 'category', label: t('housing.lowers'), children: t('housing.lowersBy', { category: say(row.category.label), n: row.weight }) },
    { key: 'clearers', label: t('housing.clearers'), children: row.clearers.map(({ label }) => say(label)).join(' · ') },
    ...(row.untrue > 0 ? [{ key: 'untrue', label: t('housing.untrue'), children: t('housing.times', { n: row.untrue }) }] : []),
    ...(row.reopened > 0 ? [{ key: 'reopened', label: t('housing.reopened'), children: t('housing.times', { n: row.reopened }) }] : []),
    ...(row.recurs ? [{ key: 'recurs', label: t('housing.recurs'), children: <Link to={`/housing/hazards/${row.recurs}`}>{t('housing.recursOpen')}</Link> }] : []),
  ];
  return <Descriptions colon={false} column={1} size="small" items={items} className="ll-described" />;
}
