import { useTexts } from '@linli/kit/texts';
import { Select, Tabs } from 'antd';
import { MapSlot } from '../map/MapSlot';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useNarrow } from '../page/useNarrow';
import { useParams } from '../page/useParams';
import { addressLines } from '../register/addressLines';
import { useAccount } from '../session/context';
import { BuildingDeeds } from './BuildingDeeds';
import { CategoryList } from './CategoryList';
import { FileFacts } from './FileFacts';
import { HazardLines } from './HazardLines';
import { LiftPanel } from './LiftPanel';
import { NoticeLines } from './NoticeLines';
import { OpenCount } from './OpenCount';
import { RatingHistory } from './RatingHistory';
import { TierRooms } from './TierRooms';
import { TierRoomPanel } from './TierRoomPanel';
import { useBuildingHousing } from './queries';
import { Related } from './Related';
import { Stars } from './Stars';
import { Visits } from './Visits';

/** A building's housing file: its stars and why, its rooms by tier, its hazards, notices, ratings and visits. */
export default function BuildingFile({ id }: { id: string }) {
  const { t, lang } = useTexts();
  const { nav } = useAccount();
  const [params, change] = useParams();
  const narrow = useNarrow();
  const found = useBuildingHousing(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  const tab = params.get('tab') ?? 'stars';
  const { door, area } = addressLines(row.address, lang);
  const items = [
    { key: 'stars', label: t('housing.starsTitle'), children: <CategoryList row={row} /> },
    { key: 'rooms', label: t('housing.rooms'), children: <TierRooms rooms={row.rooms} /> },
    { key: 'hazards', label: row.open > 0 ? t('housing.hazardsOpen', { n: row.open }) : t('housing.tab.hazards'), children: <HazardLines hazards={row.hazards} /> },
    { key: 'notices', label: t('housing.tab.notices'), children: <NoticeLines of={{ building: row.id }} /> },
    { key: 'ratings', label: t('housing.tab.ratings'), children: <RatingHistory row={row} /> },
    { key: 'visits', label: t('housing.visits'), children: <Visits inspections={row.inspections} noEntries={row.no_entries} events={row.events} /> },
    { key: 'related', label: t('related.title'), children: <Related of="buildings" id={row.id} /> },
  ];
  const choose = (next: string) => change({ tab: next === 'stars' ? null : next });
  return (
    <Page
      title={door} lead={area} actions={<BuildingDeeds row={row} />}
      facts={<><Stars value={row.stars} large /><OpenCount open={row.open} overdue={row.overdue} /><Code value={row.code} /><Link to={`/register/buildings/${row.id}`}>{t('housing.inRegister')}</Link>{nav.includes('blocks') && <Link to={`/blocks/buildings/${row.id}`}>{t('blocks.ofBuilding')}</Link>}<Link to={`/housing/buildings/${row.id}/paper`}>{t('related.paper')}</Link>{row.may.includes('act') && <Link to={`/housing/buildings/${row.id}/codes`}>{t('doors.title')}</Link>}</>}
    >
      <div className="ll-aside-right">
        <section className="ll-panel">
          {/* Seven tabs are wider than a phone. */}
          {narrow
            ? <><Select className="ll-part-choice" aria-label={t('housing.part')} value={tab} options={items.map(({ key, label }) => ({ value: key, label }))} onChange={choose} />{items.find(({ key }) => key === tab)?.children}</>
            : <Tabs activeKey={tab} items={items} destroyOnHidden onChange={choose} />}
        </section>
        <div className="ll-column">
          {tab === 'rooms' ? <TierRoomPanel room={row.rooms.find((room) => room.id === params.get('unit'))} /> : <LiftPanel lift={row.lift} />}
          <section className="ll-panel" aria-label={t('register.facts')}>
            {row.point && <MapSlot className="ll-map-small" at={row.point} zoom={16.4} building={row.id} />}
            <FileFacts row={row} />
          </section>
        </div>
      </div>
    </Page>
  );
}
