import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useQuestions } from '../reads/queries';
import { QuestionCard } from './QuestionCard';

/** What people ask about looks at their data; what waits is first. */
export function QuestionList() {
  const { t } = useTexts();
  const rows = useQuestions();
  if (rows.isPending) return <RowsSkeleton rows={5} />;
  if (rows.isError) return <ErrorState error={rows.error} retry={() => void rows.refetch()} />;
  if (rows.data.length === 0) return <EmptyState title={t('question.none')} action={t('question.noneDo')} />;
  return (
    <>
      <p className="ll-soft">{t('question.listLead')}</p>
      <ol className="ll-leads">{rows.data.map((row) => <QuestionCard key={row.id} row={row} />)}</ol>
    </>
  );
}
