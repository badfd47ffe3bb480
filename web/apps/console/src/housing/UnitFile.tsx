import { StopOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useAccount } from '../session/context';
import { HazardLines } from './HazardLines';
import { kindsOfUnit } from './noticeKinds';
import { NoticeLines } from './NoticeLines';
import { Related } from './Related';
import { TierMark } from './TierMark';
import { TierWhy } from './TierWhy';
import { UnitDeeds } from './UnitDeeds';
import { useUnitHousing } from './queries';
import { useVerifies } from './useVerifies';
import { Visits } from './Visits';

/** A unit's housing file: its tier with the reasons, its hazards and visits. Nothing about who lives there. */
export default function UnitFile({ id }: { id: string }) {
  const { t, say, word } = useTexts();
  const { nav } = useAccount();
  const verifies = useVerifies();
  const found = useUnitHousing(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  return (
    <Page
      title={say(row.label)} lead={<Link to={`/housing/buildings/${row.building.id}?tab=rooms&unit=${row.id}`}>{say(row.building.label)}</Link>} actions={<UnitDeeds row={row} />}
      facts={<><TierMark value={row.tier} /><span className="ll-soft">{word('use', row.use)} · {word('occupancy', row.occupancy)}</span><Code value={row.code} /><Link to={`/register/units/${row.id}`}>{t('housing.inRegister')}</Link>{nav.includes('blocks') && <Link to={`/blocks/units/${row.id}`}>{t('register.openBlock')}</Link>}<Link to={`/housing/units/${row.id}/paper`}>{t('related.paper')}</Link>{verifies && <Link to={`/housing?tab=declarations&which=all&unit=${row.id}`}>{t('housing.tab.declarations')}</Link>}</>}
    >
      {row.suspended && <p className="ll-capped"><StopOutlined /> <b>{t('housing.suspended')}</b> {t('housing.suspendedLead')}</p>}
      <div className="ll-aside-right">
        <div className="ll-column">
          <section className="ll-panel"><h2>{t('housing.tab.hazards')}</h2><HazardLines hazards={row.hazards} ofUnit /></section>
          <section className="ll-panel"><h2>{t('housing.tab.notices')}</h2><NoticeLines of={{ unit: row.id }} kinds={(told) => (row.may.includes('act') ? kindsOfUnit(row.suspended, told) : [])} /></section>
          <section className="ll-panel"><h2>{t('housing.visits')}</h2><Visits inspections={row.inspections} noEntries={row.no_entries} events={row.events} /></section>
          <section className="ll-panel" aria-label={t('related.title')}><Related of="units" id={row.id} /></section>
        </div>
        <TierWhy row={row} />
      </div>
    </Page>
  );
}
