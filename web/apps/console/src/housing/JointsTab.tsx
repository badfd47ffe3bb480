import type { JointEnforcement } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { ChoiceFilter } from './ChoiceFilter';
import { FollowedRows } from './FollowedRows';
import { JointState } from './JointState';
import { useJoints } from './queries';

const states = ['proposed', 'answered', 'day_set', 'held', 'closed', 'called_off'];

/** Joint enforcement of the area, the newest first. It is proposed from the file of a building. */
export function JointsTab() {
  const { t, say, word, day } = useTexts();
  const [, go] = useLocation();
  const area = useArea();
  const [params, change] = useParams();
  const state = params.get('state');
  const list = useJoints({ area, state, after: params.get('after'), size: 20 });
  const path = (row: JointEnforcement) => `/housing/joint/${row.id}`;
  const columns: Column<JointEnforcement>[] = [
    { key: 'building', title: t('joints.building'), render: (row) => <Link to={path(row)}>{say(row.building.label)}</Link> },
    { key: 'state', title: t('joints.state'), width: 190, render: (row) => <JointState value={row.state} /> },
    { key: 'day', title: t('joints.day'), width: 140, render: (row) => (row.set ? day(row.day) : t('joints.proposedFor', { day: day(row.day) })) },
    { key: 'lead', title: t('joints.lead'), render: (row) => say(row.lead.label) },
    { key: 'offices', title: t('joints.offices'), render: (row) => row.offices.map(({ office }) => say(office.label)).join(t('joints.and')) },
    { key: 'hazards', title: t('joints.hazards'), width: 90, render: (row) => row.hazards },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <ChoiceFilter label={t('joints.state')} choices={states.map((value) => ({ value, label: word('joint_state', value) }))} value={state} onChange={(value) => change({ after: null, state: value })} />
      </div>
      <FollowedRows
        label={t('joints.tab')} columns={columns} list={list} onRow={(row) => go(path(row))}
        filtered={state !== null} clear={() => change({ after: null, state: null })} empty={{ title: t('joints.none'), action: t('joints.noneDo') }}
      />
    </>
  );
}
