import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { DraftEditor } from './DraftEditor';
import { useDraft } from './queries';

/** The draft of the next version, once it is read. */
export function DraftTab() {
  const { t } = useTexts();
  const draft = useDraft();
  if (draft.isError) return <ErrorState error={draft.error} retry={() => void draft.refetch()} />;
  if (!draft.data) return <section className="ll-panel" aria-label={t('catalogue.tab.draft')}><RowsSkeleton rows={6} /></section>;
  return <DraftEditor draft={draft.data} reload={() => void draft.refetch()} />;
}
