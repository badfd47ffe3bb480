import { address, type SourceRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { Page } from '../page/Page';
import { type Column, RowsTable } from '../page/RowsTable';
import { sorted } from '../page/sort';
import { useList } from '../page/useList';
import { Rate } from './Rate';
import { useSources } from './queries';

/** The departments' tables. */
export default function Sources() {
  const { t, say, number, moment, locale } = useTexts();
  const [, go] = useLocation();
  const { query, set } = useList();
  const rows = useSources();
  const columns: Column<SourceRow>[] = [
    { key: 'name', title: t('sources.table'), sortable: true, render: (row) => <Link to={`/sources/${row.id}`}>{say(row.name)}</Link> },
    { key: 'department', title: t('sources.department'), sortable: true, render: (row) => say(row.department) },
    { key: 'rows', title: t('sources.rows'), number: true, sortable: true, render: (row) => number(row.rows) },
    { key: 'rejected', title: t('sources.rejected'), number: true, sortable: true, render: (row) => number(row.rejected) },
    { key: 'matched', title: t('sources.matched'), render: (row) => <Rate part={row.matched} whole={row.rows - row.rejected} /> },
    { key: 'read_at', title: t('sources.readAt'), sortable: true, render: (row) => moment(row.read_at) },
  ];
  const wanted = (query.q ?? '').toLowerCase();
  const values: Record<string, (row: SourceRow) => string | number> = {
    name: (row) => say(row.name), department: (row) => say(row.department), rows: (row) => row.rows,
    rejected: (row) => row.rejected, read_at: (row) => row.read_at ?? '',
  };
  const found = (rows.data ?? []).filter((row) => [row.name, row.department].some(({ zh, en }) => `${zh} ${en}`.toLowerCase().includes(wanted)));
  const all = sorted(found, query.sort, values, locale);
  return (
    <Page title={t('sources.title')} lead={t('sources.lead')} actions={<Button type="primary" onClick={() => go('/sources/new')}>{t('mapping.open')}</Button>}>
      <section className="ll-panel">
        <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/sources', { q: query.q, format: 'csv' }) }]} />
        <RowsTable
          label={t('sources.title')} columns={columns} rowKey={(row) => row.id} data={rows.data && { rows: all, total: all.length, page: 1, size: all.length }}
          pending={rows.isPending} error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={query.q !== null} clear={() => set({ q: null })}
          empty={{ title: t('sources.none'), action: t('sources.noneDo') }} onRow={(row) => go(`/sources/${row.id}`)}
        />
      </section>
    </Page>
  );
}
