import { address, type Tag } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { ExportMenu } from '../page/ExportMenu';
import { Link } from '../page/Link';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { useTags } from './queries';
import { ReasonMark } from './ReasonMark';
import { subjectPath } from './subjectPath';

const subjects = ['unit', 'building', 'organisation'] as const;
const reasons = ['safety', 'registration_help', 'data_quality', 'information'] as const;

/** What is tagged in the area, filtered by kind, reason and rule; the whole list as a file. */
export function TagList() {
  const { t, say, word, day } = useTexts();
  const [, go] = useLocation();
  const { query, filter, set } = useList();
  const ended = filter('ended') === 'true';
  const asked = { area: query.area, rule: filter('rule'), subject: filter('subject'), reason: filter('reason'), ended, page: query.page, size: query.size };
  const rows = useTags(asked);
  const columns: Column<Tag>[] = [
    { key: 'label', title: t('tags.subject'), render: (row) => <Link to={subjectPath(row.subject, row.id)}>{say(row.label)}</Link> },
    { key: 'kind', title: t('register.kind'), width: 110, render: (row) => word('tag_subject', row.subject) },
    { key: 'rule', title: t('tags.rule'), render: (row) => say(row.title) },
    { key: 'reason', title: t('tags.reason'), render: (row) => <ReasonMark reason={row.reason} /> },
    { key: 'from', title: t('tags.since'), render: (row) => day(row.from) },
    ...(ended ? [{ key: 'to', title: t('tags.until'), render: (row: Tag) => day(row.to) }] : []),
  ];
  const file = address('/api/tags', { ...asked, page: null, size: null, format: 'csv' });
  return (
    <>
      <div className="ll-list-bar">
        <Segmented options={[{ value: 'false', label: t('tags.standing') }, { value: 'true', label: t('tags.ended') }]} value={String(ended)} onChange={(value) => set({ ended: value === 'true' ? value : null })} />
        <WordFilter label={t('tags.subject')} list="tag_subject" values={subjects} value={filter('subject')} onChange={(subject) => set({ subject })} />
        <WordFilter label={t('tags.reason')} list="reason" values={reasons} value={filter('reason')} onChange={(reason) => set({ reason })} />
        <span className="ll-grow" />
        <ExportMenu files={[{ label: t('list.exportCsv'), href: file }]} />
      </div>
      <RowsTable
        label={t('tags.list')} columns={columns} rowKey={(row) => `${row.id}/${row.rule}/${row.from}`} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={Boolean(asked.rule ?? asked.subject ?? asked.reason)}
        clear={() => set({ rule: null, subject: null, reason: null })} empty={{ title: t('tags.none'), action: t('tags.noneDo') }}
        onRow={(row) => go(subjectPath(row.subject, row.id))}
      />
    </>
  );
}
