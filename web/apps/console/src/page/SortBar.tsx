import { useTexts } from '@linli/kit/texts';
import { Segmented, Select } from 'antd';
import { readSort, writeSort } from './sort';

interface Props { columns: { key: string; title: string; sortable?: boolean }[]; sort: string | null; onChange(sort: string | null): void }

/** What sorts a list of cards, as the heads of a table do; nothing where no column sorts it. */
export function SortBar({ columns, sort, onChange }: Props) {
  const { t } = useTexts();
  const sortable = columns.filter((column) => column.sortable);
  if (sortable.length === 0) return null;
  const read = readSort(sort);
  const sorting = sortable.some(({ key }) => key === read?.key) ? read : null;
  const options = [{ value: '', label: t('list.sortNone') }, ...sortable.map(({ key, title }) => ({ value: key, label: title }))];
  return (
    <div className="ll-sort" role="group" aria-label={t('list.sort')}>
      <span aria-hidden="true">{t('list.sort')}</span>
      <Select
        className="ll-filter" aria-label={t('list.sortBy')} options={options} value={sorting?.key ?? ''}
        onChange={(key) => onChange(writeSort(key ? { key, down: sorting?.down ?? false } : null))}
      />
      {sorting && (
        <Segmented
          aria-label={t('list.direction')} value={sorting.down ? 'down' : 'up'}
          options={[{ value: 'up', label: t('list.ascending') }, { value: 'down', label: t('list.descending') }]}
          onChange={(way) => onChange(writeSort({ key: sorting.key, down: way === 'down' }))}
        />
      )}
    </div>
  );
}
