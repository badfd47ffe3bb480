import { address, type HousingNotice } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { ExportMenu } from '../page/ExportMenu';
import { Link } from '../page/Link';
import { Mark } from '../page/Mark';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { ChoiceFilter } from './ChoiceFilter';
import { FollowedRows } from './FollowedRows';
import { NoticeStanding } from './NoticeStanding';
import { useNotices } from './queries';

const kinds = ['order', 'reinspection', 'referral', 'suspension', 'lifting'];

/** The notices of the area, the newest first; those that reached nobody yet can be had alone. */
export function NoticesTab() {
  const { t, say, word, day, moment } = useTexts();
  const [, go] = useLocation();
  const area = useArea();
  const [params, change] = useParams();
  const unserved = params.get('which') === 'unserved';
  const kind = params.get('kind');
  const asked = { area, kind, unserved: unserved || null };
  const list = useNotices({ ...asked, after: params.get('after'), size: 20 });
  const path = (row: HousingNotice) => `/housing/notices/${row.id}`;
  const columns: Column<HousingNotice>[] = [
    { key: 'kind', title: t('notices.kind'), render: (row) => <span className="ll-case-name"><Link to={path(row)}>{say(row.kind.label)}</Link><small>{row.number}</small></span> },
    { key: 'place', title: t('declarations.place'), render: (row) => say((row.place.unit ?? row.place.building).label) },
    { key: 'standing', title: t('notices.standing'), width: 150, render: (row) => <NoticeStanding value={row.standing} /> },
    { key: 'served', title: t('notices.served'), width: 130, render: (row) => (row.served ? <Mark tone="good">{t('notices.served')}</Mark> : <Mark tone="care">{t('notices.unserved')}</Mark>) },
    { key: 'due', title: t('notices.due'), width: 170, render: (row) => moment(row.due_at) },
    { key: 'issued', title: t('notices.issued'), width: 120, render: (row) => day(row.issued_at) },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <Segmented
          aria-label={t('cases.which')} value={unserved ? 'unserved' : 'all'} onChange={(value) => change({ after: null, which: value === 'unserved' ? value : null })}
          options={[{ value: 'all', label: t('list.all') }, { value: 'unserved', label: t('notices.unserved') }]}
        />
        <ChoiceFilter label={t('notices.kind')} choices={kinds.map((value) => ({ value, label: word('notice_kind', value) }))} value={kind} onChange={(value) => change({ after: null, kind: value })} />
        <span className="ll-grow" />
        <ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/housing/notices', { ...asked, format: 'csv' }) }]} />
      </div>
      <FollowedRows
        label={t('housing.tab.notices')} columns={columns} list={list} onRow={(row) => go(path(row))}
        filtered={unserved || kind !== null} clear={() => change({ after: null, which: null, kind: null })} empty={{ title: t('notices.none'), action: t('notices.noneDo') }}
      />
    </>
  );
}
