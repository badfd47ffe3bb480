import { address, type CampaignRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useCampaigns } from './campaignQueries';
import { ChoiceFilter } from './ChoiceFilter';

/** Campaigns of an area: what each visits, until when, and how far it is. */
export function CampaignsTab() {
  const { t, say, day, number } = useTexts();
  const [, go] = useLocation();
  const { query, filter, set } = useList();
  const asked = { ...query, state: filter('state') };
  const rows = useCampaigns(asked);
  const columns: Column<CampaignRow>[] = [
    { key: 'title', title: t('campaigns.title'), sortable: true, render: (row) => <span className="ll-case-name"><Link to={`/housing/campaigns/${row.id}`}>{row.title}</Link><small>{say(row.area.label)} · {say(row.of.label)}</small></span> },
    { key: 'state', title: t('campaigns.state'), width: 110, render: (row) => t(row.closed_at ? 'campaigns.closed' : 'campaigns.open') },
    { key: 'targets', title: t('campaigns.targets'), sortable: true, number: true, width: 110, render: (row) => number(row.targets) },
    { key: 'visited', title: t('campaigns.visited'), number: true, width: 110, render: (row) => number(row.visited) },
    { key: 'started', title: t('campaigns.started'), sortable: true, width: 120, render: (row) => day(row.started_on) },
    { key: 'until', title: t('campaigns.until'), sortable: true, width: 120, render: (row) => day(row.until) },
  ];
  const states = [{ value: 'open', label: t('campaigns.open') }, { value: 'closed', label: t('campaigns.closed') }];
  const begin = rows.data?.runs && <Button type="primary" onClick={() => go(address('/housing/campaigns/new', { area: query.area }))}>{t('campaigns.new')}</Button>;
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/housing/campaigns', { ...asked, page: null, size: null, format: 'csv' }) }]}>
        <ChoiceFilter label={t('campaigns.state')} choices={states} value={filter('state')} onChange={(state) => set({ state })} />
        {begin}
      </ListBar>
      <RowsTable
        label={t('campaigns.tab')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }}
        filtered={Boolean(query.q ?? asked.state)} clear={() => set({ q: null, state: null })}
        empty={{ title: t('campaigns.none'), action: t('campaigns.noneDo') }} onRow={(row) => go(`/housing/campaigns/${row.id}`)}
      />
    </>
  );
}
