import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { StepList } from './StepList';

/** All that was done to the case, the last on top. */
export function Steps({ row }: { row: CaseDetail }) {
  const { t, say } = useTexts();
  return (
    <section>
      <h2>{t('cases.timeline')}</h2>
      <StepList actions={[...row.actions].reverse()} />
      <p className="lf-soft">{row.number} · {say(row.office.title)}</p>
    </section>
  );
}
