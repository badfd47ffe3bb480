import { useTexts } from '@linli/kit/texts';
import { Button, Descriptions, Space } from 'antd';
import { useLocation } from 'wouter';
import { MapSlot } from '../map/MapSlot';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useAccount } from '../session/context';
import { Spellings } from '../wash/Spellings';
import { addressLines } from './addressLines';
import { AliasList } from './AliasList';
import { AreaPath } from './AreaPath';
import { EditList } from './EditList';
import { HistoryList } from './HistoryList';
import { LineageList } from './LineageList';
import { ProvenanceList } from './ProvenanceList';
import { useUnit } from './queries';
import { Stage } from './Stage';
import { UnitEdits } from './UnitEdits';

/** A unit: its address, code and state, other names, lineage, history and sources. */
export default function UnitPage({ id }: { id: string }) {
  const { t, lang, say, word, number } = useTexts();
  const { nav } = useAccount();
  const [, go] = useLocation();
  const unit = useUnit(id);
  if (unit.isError) return <ErrorState error={unit.error} retry={() => void unit.refetch()} />;
  if (!unit.data) return <PageSkeleton />;
  const row = unit.data;
  const { door, area } = addressLines(row.address, lang);
  const parts = [
    { key: 'aliases', title: t('register.aliases'), content: <><AliasList aliases={row.aliases} building={row.building} unit={id} /><Spellings place={id} label={door} /></> },
    { key: 'lineage', title: t('register.lineage'), content: <LineageList lineage={row.lineage} /> },
    { key: 'history', title: t('register.history'), content: <><HistoryList events={row.history} /><EditList building={row.building} /></> },
    { key: 'sources', title: t('register.provenance'), content: <ProvenanceList provenance={row.provenance} /> },
  ];
  const facts = [
    { key: 'building', label: t('register.inBuilding'), children: <Link to={`/register/buildings/${row.building}?unit=${id}`}>{say(row.building_label)}</Link> },
    { key: 'floor', label: t('register.floor'), children: number(row.floor) },
    { key: 'room', label: t('register.room'), children: row.room },
    { key: 'use', label: t('register.use'), children: word('use', row.use) },
    { key: 'occupancy', label: t('register.occupancy'), children: word('occupancy', row.occupancy) },
    { key: 'stage', label: t('register.stage'), children: <Stage value={row.stage} /> },
  ];
  return (
    <Page
      title={door} lead={area} facts={<><Code value={row.code} /><AreaPath path={row.path} /></>}
      actions={<Space wrap><UnitEdits unit={row} />{nav.includes('housing') && <Button onClick={() => go(`/housing/units/${id}`)}>{t('housing.openFile')}</Button>}{nav.includes('blocks') && <Button type="primary" onClick={() => go(`/blocks/units/${id}`)}>{t('register.openBlock')}</Button>}</Space>}
    >
      <div className="ll-aside-right">
        <div className="ll-column">
          {parts.map(({ key, title, content }) => <section key={key} className="ll-panel"><h2>{title}</h2>{content}</section>)}
        </div>
        <section className="ll-panel" aria-label={t('register.facts')}>
          {row.point && <MapSlot className="ll-map-small" at={row.point} zoom={16.4} building={row.building} />}
          <Descriptions colon={false} column={1} size="small" items={facts} className="ll-described" />
        </section>
      </div>
    </Page>
  );
}
