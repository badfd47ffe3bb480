import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useDraft } from './queries';

/** Every version that was published: from when it holds, by whom and why. */
export function VersionsTab() {
  const { t, moment } = useTexts();
  const draft = useDraft();
  const versions = draft.data?.versions ?? [];
  return (
    <section className="ll-panel" aria-label={t('catalogue.tab.versions')}>
      {draft.isError && <ErrorState error={draft.error} retry={() => void draft.refetch()} />}
      {draft.isPending && <RowsSkeleton rows={2} />}
      {draft.data && versions.length === 0 && <EmptyState title={t('catalogue.noVersions')} />}
      {versions.length > 0 && (
        <ol className="ll-case-steps">
          {versions.map((version) => (
            <li key={version.name}>
              <div>
                <b>{version.by ? version.name : t('catalogue.builtIn', { version: version.name })}</b>
                {version.name === draft.data?.standing && <span className="ll-tag">{t('catalogue.standing')}</span>}
              </div>
              {version.by && <p>{version.reason}</p>}
              {version.by && <small>{t('catalogue.published', { who: version.by.name, at: moment(version.at), from: moment(version.holds_from) })}</small>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
