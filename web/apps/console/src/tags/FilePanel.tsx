import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useAccount } from '../session/context';
import { FileTagItem } from './FileTagItem';
import { useFileTags } from './queries';

/** The file of a unit, a building or an organisation: tags that stand, then those that have ended. */
export function FilePanel({ subject, id }: { subject: 'unit' | 'building' | 'organisation'; id: string }) {
  const { t } = useTexts();
  const { nav } = useAccount();
  const may = nav.includes('tags');
  const tags = useFileTags(subject, id, may);
  if (!may) return null;
  const [standing, past] = [(tags.data ?? []).filter(({ to }) => to === null), (tags.data ?? []).filter(({ to }) => to !== null)];
  return (
    <section className="ll-panel">
      <h2>{t('tags.file')}</h2>
      {tags.error && <ErrorState error={tags.error} retry={() => void tags.refetch()} />}
      {tags.isPending && <RowsSkeleton rows={2} />}
      {tags.data?.length === 0 && <p className="ll-soft">{t('tags.fileNone')}</p>}
      {standing.map((tag) => <FileTagItem key={`${tag.rule}/${tag.from}`} tag={tag} />)}
      {past.length > 0 && <h3 className="ll-past">{t('tags.past')}</h3>}
      {past.map((tag) => <FileTagItem key={`${tag.rule}/${tag.from}`} tag={tag} />)}
    </section>
  );
}
