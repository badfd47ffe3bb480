import type { JudgementRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useJudgements, useJudging } from './queries';
import { VerdictMark } from './VerdictMark';

/** Who judged what, the newest first. */
export function Judgements() {
  const { t, say, word, moment } = useTexts();
  const { query, set } = useList();
  const rows = useJudgements(query.page, query.size);
  const { withdraw } = useJudging();
  const columns: Column<JudgementRow>[] = [
    { key: 'at', title: t('review.when'), render: (row) => moment(row.at) },
    { key: 'by', title: t('review.by'), render: (row) => row.by ?? t('review.system') },
    { key: 'verdict', title: t('review.verdict'), render: (row) => <VerdictMark verdict={row.verdict} /> },
    { key: 'kind', title: t('review.kind'), render: (row) => word('entity', row.kind) },
    { key: 'records', title: t('review.sources'), render: (row) => <span className="ll-source"><span>{say(row.left.title)}</span><span>{say(row.right.title)}</span></span> },
    {
      key: 'withdrawn', title: t('review.state'),
      render: (row) => (row.withdrawn_at
        ? <span className="ll-soft">{t('review.withdrawn', { when: moment(row.withdrawn_at) })}</span>
        : <Button size="small" loading={withdraw.isPending && withdraw.variables === row.id} onClick={() => withdraw.mutate(row.id)}>{t('review.withdraw')}</Button>),
    },
  ];
  return (
    <RowsTable
      label={t('review.judgements')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
      error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} empty={{ title: t('review.judgementsNone'), action: t('review.judgementsNoneDo') }}
    />
  );
}
