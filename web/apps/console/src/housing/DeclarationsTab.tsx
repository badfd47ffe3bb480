import type { Declaration } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { Mark } from '../page/Mark';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { DeclarationState } from './DeclarationState';
import { FollowedRows } from './FollowedRows';
import { useDeclarations } from './queries';

/** Declarations of the area, those for the door first: places and states; whom one is of is seen on that one alone. */
export function DeclarationsTab() {
  const { t, say, day, number } = useTexts();
  const [, go] = useLocation();
  const area = useArea();
  const [params, change] = useParams();
  const all = params.get('which') === 'all';
  const unit = params.get('unit');
  const list = useDeclarations({ area, unit, door: all ? null : true, after: params.get('after'), size: 20 });
  const path = (row: Declaration) => `/housing/declarations/${row.id}`;
  const columns: Column<Declaration>[] = [
    { key: 'place', title: t('declarations.place'), render: (row) => <><Link to={path(row)}>{say((row.place.unit ?? row.place.building).label)}</Link>{row.green && <> <Mark tone="good" title={say(row.green)}>{t('stars.green')}</Mark></>}</> },
    { key: 'tie', title: t('declare.tie'), width: 200, render: (row) => <>{say(row.tie.label)} · {say(row.used_as.label)}</> },
    { key: 'by', title: t('declarations.of'), width: 180, render: (row) => say(row.by.label) },
    { key: 'state', title: t('cases.state'), width: 180, render: (row) => <DeclarationState value={row.state} /> },
    { key: 'visits', title: t('declaration_deed.visit'), width: 90, number: true, render: (row) => number(row.visits) },
    { key: 'since', title: t('declaration_deed.declare'), width: 120, render: (row) => day(row.declared_at) },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <Segmented
          aria-label={t('cases.which')} value={all ? 'all' : 'door'} onChange={(value) => change({ after: null, which: value === 'all' ? 'all' : null })}
          options={[{ value: 'door', label: t('declarations.door') }, { value: 'all', label: t('list.all') }]}
        />
      </div>
      <FollowedRows
        label={t('housing.tab.declarations')} columns={columns} list={list} onRow={(row) => go(path(row))}
        filtered={Boolean(unit)} clear={() => change({ after: null, which: null, unit: null })} empty={{ title: t(all ? 'declarations.noneAtAll' : 'declarations.none') }}
      />
    </>
  );
}
