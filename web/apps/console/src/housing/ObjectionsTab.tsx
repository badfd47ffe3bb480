import { address, type NoticeObjection } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { Due } from '../cases/Due';
import { ExportMenu } from '../page/ExportMenu';
import { Link } from '../page/Link';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { ChoiceFilter } from './ChoiceFilter';
import { FollowedRows } from './FollowedRows';
import { ObjectionState } from './ObjectionState';
import { useObjections } from './queries';

const states = ['open', 'upheld', 'changed', 'dismissed'];

/** Objections to the notices of the area, the newest first: the desk of those who decide. */
export function ObjectionsTab() {
  const { t, say, word, day } = useTexts();
  const [, go] = useLocation();
  const area = useArea();
  const [params, change] = useParams();
  const late = params.get('which') === 'late';
  const state = params.get('state');
  const asked = { area, state, overdue: late || null };
  const list = useObjections({ ...asked, after: params.get('after'), size: 20 });
  const path = (row: NoticeObjection) => `/housing/objections/${row.id}`;
  const columns: Column<NoticeObjection>[] = [
    { key: 'notice', title: t('objections.notice'), render: (row) => <span className="ll-case-name"><Link to={path(row)}>{say(row.kind.label)}</Link><small>{row.number}</small></span> },
    { key: 'place', title: t('declarations.place'), render: (row) => say((row.place.unit ?? row.place.building).label) },
    { key: 'state', title: t('objections.state'), width: 170, render: (row) => <ObjectionState value={row.state} /> },
    { key: 'due', title: t('objections.decideBy'), width: 200, render: (row) => (row.decided_at ? day(row.decided_at) : <Due at={row.decide_until} />) },
    { key: 'made', title: t('objections.made'), width: 120, render: (row) => day(row.made_at) },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <Segmented
          aria-label={t('cases.which')} value={late ? 'late' : 'all'} onChange={(value) => change({ after: null, which: value === 'late' ? value : null })}
          options={[{ value: 'all', label: t('list.all') }, { value: 'late', label: t('objections.late') }]}
        />
        <ChoiceFilter label={t('objections.state')} choices={states.map((value) => ({ value, label: word('objection_state', value) }))} value={state} onChange={(value) => change({ after: null, state: value })} />
        <span className="ll-grow" />
        <ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/housing/objections', { ...asked, format: 'csv' }) }]} />
      </div>
      <FollowedRows
        label={t('housing.tab.objections')} columns={columns} list={list} onRow={(row) => go(path(row))}
        filtered={late || state !== null} clear={() => change({ after: null, which: null, state: null })} empty={{ title: t('objections.none'), action: t('objections.noneDo') }}
      />
    </>
  );
}
