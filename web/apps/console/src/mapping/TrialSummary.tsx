import type { MappingPreview } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { Figure } from '../page/Figure';
import { ClassBar } from '../sources/ClassBar';

/** What a run would make of the sample, or what keeps it from one. */
export function TrialSummary({ preview, changed }: { preview: MappingPreview; changed: boolean }) {
  const { t, say, word, number } = useTexts();
  const { trial, draft } = preview;
  const unnamed = [draft.title, draft.office].some(({ zh, en }) => !zh.trim() || !en.trim());
  return (
    <div className="ll-trial-said">
      {trial && (
        <dl className="ll-figures">
          <Figure name={t('mapping.rows')} value={number(trial.rows)} />
          <Figure name={t('mapping.accepted')} value={number(trial.accepted)} />
          <Figure name={t('mapping.rejected')} value={number(trial.rejected)} />
          {trial.rates.map((rate) => <Figure key={rate.role} name={t('mapping.matched', { role: word('role_of_address', rate.role) })} value={<ClassBar counts={rate} />} />)}
        </dl>
      )}
      {trial && trial.rates.length === 0 && <p className="ll-soft">{t('mapping.noRates')}</p>}
      {preview.problem && !changed && <Alert type="warning" showIcon title={say(preview.problem)} />}
      {!changed && trial && unnamed && <Alert type="info" showIcon title={t('mapping.unnamed')} />}
      {changed && <p className="ll-soft">{t('mapping.changed')}</p>}
      {!changed && trial && <p className="ll-soft">{preview.more ? t('mapping.firstRows', { n: preview.rows }) : t('mapping.allRows')}</p>}
    </div>
  );
}
