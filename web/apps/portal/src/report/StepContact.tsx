import { useTexts } from '@linli/kit/texts';
import { Field } from '../page/Field';
import type { Draft } from './draft';

/** How the reporter can be reached; may stay empty. */
export function StepContact({ draft, change }: { draft: Draft; change(part: Partial<Draft>): void }) {
  const { t } = useTexts();
  return (
    <>
      <h1>{t('portal.contact')}</h1>
      <p className="lp-soft">{t('portal.contactLead')}</p>
      <Field label={t('portal.phone')} type="tel" max={30} value={draft.phone} onChange={(phone) => change({ phone })} />
      <Field label={t('portal.name')} max={60} value={draft.name} onChange={(name) => change({ name })} />
    </>
  );
}
