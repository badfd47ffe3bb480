import { useTexts } from '@linli/kit/texts';
import { Button, Collapse, Input } from 'antd';
import { ChoiceFilter } from '../housing/ChoiceFilter';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { CollectionForm } from './CollectionForm';
import { useCollectionCatalogue, useCollections } from './queries';

/** What was noted in the area by the items of field collection, the newest first: of things and places. It names nobody. */
export function CollectionsTab({ area }: { area: string | null }) {
  const { t, say, moment } = useTexts();
  const [params, change] = useParams();
  const classes = useCollectionCatalogue().data?.classes ?? [];
  const [of, code, after] = [params.get('noted'), params.get('code'), params.get('after')];
  const list = useCollections({ area, class: of, code, after, size: 20 });
  const set = (changes: Record<string, string | null>) => change({ after: null, ...changes });
  const [rows, next] = [list.data?.rows ?? [], list.data?.next ?? null];
  const isFiltered = Boolean(of ?? code);
  const items = rows.map((row) => ({
    key: row.id, children: <CollectionForm row={row} />,
    label: <span className="ll-case-name"><b>{say(row.class.title)} · {say(row.place)}</b><small>{moment(row.acted_at ?? row.at)} · {t('collect.items', { n: row.notes.length })}</small></span>,
  }));
  return (
    <section className="ll-panel">
      <p className="ll-soft">{t('collect.tabLead')}</p>
      <div className="ll-list-bar">
        <Input.Search key={code ?? ''} className="ll-list-search" allowClear defaultValue={code ?? ''} aria-label={t('collect.code')} placeholder={t('collect.code')} onSearch={(text) => set({ code: text.trim() || null })} />
        <ChoiceFilter label={t('collect.class')} choices={classes.map(({ id, title }) => ({ value: id, label: say(title) }))} value={of} onChange={(chosen) => set({ noted: chosen })} />
      </div>
      {list.isError && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={10} />}
      {list.data && rows.length === 0 && isFiltered && <EmptyState title={t('state.emptyFiltered')} action={t('state.emptyFilteredDo')}><Button onClick={() => set({ noted: null, code: null })}>{t('state.clear')}</Button></EmptyState>}
      {list.data && rows.length === 0 && !isFiltered && <EmptyState title={t('collect.none')} action={t('collect.noneDo')} />}
      {rows.length > 0 && <Collapse className={list.isPlaceholderData ? 'll-fetching' : undefined} items={items} />}
      {rows.length > 0 && (
        <div className="ll-list-foot">
          <span className="ll-actions">
            {after && <Button onClick={() => change({ after: null })}>{t('cases.first')}</Button>}
            {next && <Button onClick={() => change({ after: next })}>{t('cases.more')}</Button>}
          </span>
        </div>
      )}
    </section>
  );
}
