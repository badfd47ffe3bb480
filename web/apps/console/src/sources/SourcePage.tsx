import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Figure } from '../page/Figure';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useList } from '../page/useList';
import { useParams } from '../page/useParams';
import { ColumnsTable } from './ColumnsTable';
import { RejectsTable } from './RejectsTable';
import { useSource } from './queries';

/** A source: its columns, its rejected rows with their reasons, and its mapping. */
export default function SourcePage({ id }: { id: string }) {
  const { t, say, number, percent } = useTexts();
  const [params, change] = useParams();
  const { query, set } = useList();
  const source = useSource(id, query.page, query.size);
  if (source.isError) return <ErrorState error={source.error} retry={() => void source.refetch()} />;
  if (!source.data) return <PageSkeleton />;
  const row = source.data;
  const kept = row.rows - row.rejected;
  const items = [
    { key: 'columns', label: t('sources.profile'), children: <ColumnsTable columns={row.columns} /> },
    { key: 'rejects', label: t('sources.rejects'), children: <RejectsTable source={id} rejects={row.rejects} fetching={source.isPlaceholderData} list={{ query, set }} /> },
    { key: 'mapping', label: t('sources.mapping'), children: <pre className="ll-toml" tabIndex={0}><code>{row.mapping}</code></pre> },
  ];
  return (
    <Page
      title={say(row.name)} lead={`${say(row.department)} · ${t('sources.basis', { basis: row.legal_basis ? say(row.legal_basis) : t('sources.notStated') })}`}
      facts={(
        <dl className="ll-figures">
          <Figure name={t('sources.rows')} value={number(row.rows)} />
          <Figure name={t('sources.rejected')} value={number(row.rejected)} />
          <Figure name={t('sources.matched')} value={kept > 0 ? percent(row.matched / kept) : '–'} />
        </dl>
      )}
    >
      <section className="ll-panel">
        <Tabs activeKey={params.get('tab') ?? 'columns'} items={items} onChange={(tab) => change({ tab: tab === 'columns' ? null : tab, page: null })} />
      </section>
    </Page>
  );
}
