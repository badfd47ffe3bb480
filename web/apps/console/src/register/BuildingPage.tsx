import { useTexts } from '@linli/kit/texts';
import { Button, Space, Tabs } from 'antd';
import { useLocation } from 'wouter';
import { MapSlot } from '../map/MapSlot';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useParams } from '../page/useParams';
import { useAccount } from '../session/context';
import { Spellings } from '../wash/Spellings';
import { addressLines } from './addressLines';
import { AliasList } from './AliasList';
import { AreaPath } from './AreaPath';
import { BuildingEdits } from './BuildingEdits';
import { BuildingFacts } from './BuildingFacts';
import { EditList } from './EditList';
import { HistoryList } from './HistoryList';
import { ProvenanceList } from './ProvenanceList';
import { useBuilding } from './queries';
import { RoomPanel } from './RoomPanel';
import { Rooms } from './Rooms';

/** A building: its address, code and facts, its rooms, other names, history and sources. */
export default function BuildingPage({ id }: { id: string }) {
  const { t, lang } = useTexts();
  const { nav } = useAccount();
  const [, go] = useLocation();
  const [params, change] = useParams();
  const building = useBuilding(id);
  if (building.isError) return <ErrorState error={building.error} retry={() => void building.refetch()} />;
  if (!building.data) return <PageSkeleton />;
  const row = building.data;
  const tab = params.get('tab') ?? 'rooms';
  const { door, area } = addressLines(row.address, lang);
  const items = [
    { key: 'rooms', label: t('register.rooms'), children: <Rooms building={id} /> },
    { key: 'aliases', label: t('register.aliases'), children: <><AliasList aliases={row.aliases} building={id} /><Spellings place={id} label={door} /></> },
    { key: 'history', label: t('register.history'), children: <><HistoryList events={row.history} /><EditList building={id} /></> },
    { key: 'sources', label: t('register.provenance'), children: <ProvenanceList provenance={row.provenance} /> },
  ];
  return (
    <Page
      title={door} lead={area} facts={<><Code value={row.code} /><AreaPath path={row.path} /></>}
      actions={<Space wrap><BuildingEdits building={row} />{nav.includes('housing') && <Button onClick={() => go(`/housing/buildings/${id}`)}>{t('housing.openFile')}</Button>}{nav.includes('blocks') && <Button onClick={() => go(`/blocks/buildings/${id}`)}>{t('blocks.ofBuilding')}</Button>}{nav.includes('map') && <Button type="primary" onClick={() => go(`/map?building=${id}`)}>{t('action.showOnMap')}</Button>}</Space>}
    >
      <div className="ll-aside-right">
        <section className="ll-panel">
          <Tabs activeKey={tab} items={items} onChange={(next) => change({ tab: next === 'rooms' ? null : next })} />
        </section>
        <div className="ll-column">
          {tab === 'rooms' && <RoomPanel id={params.get('unit')} />}
          <section className="ll-panel" aria-label={t('register.facts')}>
            {row.point && <MapSlot className="ll-map-small" at={row.point} zoom={16.4} building={id} />}
            <BuildingFacts building={row} />
          </section>
        </div>
      </div>
    </Page>
  );
}
