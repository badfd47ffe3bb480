import type { CampaignDetail, CampaignTarget } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Checkbox, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { Mark } from '../page/Mark';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { AssignTargets } from './AssignTargets';
import { BarTarget } from './BarTarget';
import { useCampaignTargets } from './campaignQueries';
import { ChoiceFilter } from './ChoiceFilter';
import { OpenCount } from './OpenCount';
import { everyState, targetStates } from './targetStates';
import { TierMark } from './TierMark';

/** What a choice of the switch asks the server for. */
const which = { all: {}, mine: { mine: true }, unassigned: { unassigned: true } } as const;

/** The targets of a campaign: before and now, whom they are given to, and what may be done. */
export function CampaignTargets({ row }: { row: CampaignDetail }) {
  const { t, say, day } = useTexts();
  const { id } = row.campaign;
  const { query, filter, set } = useList();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [giving, setGiving] = useState(false);
  const [barring, setBarring] = useState<CampaignTarget | null>(null);
  const chosen = (filter('which') ?? 'all') as keyof typeof which;
  // The list is of the campaign's area, whatever the page's.
  const asked = { q: query.q, sort: query.sort, page: query.page, size: query.size, state: filter('state'), ...which[chosen] };
  const rows = useCampaignTargets(id, asked);
  const name = (target: CampaignTarget) => say((target.unit ?? target.building).label);
  const tick = (target: string, on: boolean) => setTicked((before) => {
    const after = new Set(before);
    if (on) after.add(target);
    else after.delete(target);
    return after;
  });
  const to = ({ unit, building }: CampaignTarget) => (unit ? `/housing/units/${unit.id}` : `/housing/buildings/${building.id}`);
  const columns: Column<CampaignTarget>[] = [
    {
      key: 'position', title: t('campaigns.target'), sortable: true, render: (target) => (
        <span className="ll-campaign-target">
          {row.runs && <Checkbox aria-label={t('campaigns.tick', { name: name(target) })} checked={ticked.has(target.id)} onChange={(event) => tick(target.id, event.target.checked)} />}
          <span className="ll-case-name"><Link to={to(target)}>{name(target)}</Link>{target.unit && <small>{say(target.building.label)}</small>}</span>
        </span>
      ),
    },
    { key: 'state', title: t('campaigns.state'), width: 150, render: (target) => <span className="ll-case-name"><Mark tone={targetStates[target.state.name]?.tone}>{say(target.state.label)}</Mark>{target.barred && target.state.name === 'no_entry' && <small>{say(target.barred.label)} · {day(target.barred_on)}</small>}</span> },
    { key: 'visited', title: t('campaigns.visited'), sortable: true, width: 120, render: (target) => day(target.visited_on) },
    { key: 'before', title: t('campaigns.before'), width: 180, render: ({ before }) => <><TierMark value={before.tier} /> <OpenCount open={before.open} overdue={before.overdue} /></> },
    { key: 'open', title: t(row.campaign.closed_at ? 'campaigns.afterClosed' : 'campaigns.after'), sortable: true, width: 180, render: ({ now }) => <><TierMark value={now.tier} /> <OpenCount open={now.open} overdue={now.overdue} /></> },
    { key: 'given', title: t('campaigns.givenTo'), width: 140, render: (target) => target.inspector?.name ?? (target.office ? say(target.office.label) : '–') },
    ...(row.acts ? [{ key: 'bar', title: t('campaigns.bar'), width: 120, render: (target: CampaignTarget) => <Button size="small" onClick={() => setBarring(target)}>{t('campaigns.bar')}</Button> }] : []),
  ];
  const states = everyState.map((state) => ({ value: state, label: t(`campaigns.state.${state}`) }));
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })}>
        <Segmented
          aria-label={t('campaigns.which')} value={chosen} onChange={(value) => set({ which: value === 'all' ? null : value })}
          options={[{ value: 'all', label: t('list.all') }, { value: 'mine', label: t('campaigns.mine') }, { value: 'unassigned', label: t('campaigns.unassigned') }]}
        />
        <ChoiceFilter label={t('campaigns.state')} choices={states} value={filter('state')} onChange={(state) => set({ state })} />
        {row.runs && <Button type="primary" onClick={() => setGiving(true)}>{t('campaigns.assign')}</Button>}
      </ListBar>
      <RowsTable
        label={t('campaigns.list')} columns={columns} rowKey={(target) => target.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }}
        filtered={Boolean(query.q ?? asked.state) || chosen !== 'all'} clear={() => set({ q: null, state: null, which: null })}
        empty={{ title: t('campaigns.noTargets') }}
      />
      {giving && <AssignTargets row={row} ticked={[...ticked]} close={() => { setGiving(false); setTicked(new Set()); }} />}
      {barring && <BarTarget campaign={row} target={barring} close={() => setBarring(null)} />}
    </>
  );
}
