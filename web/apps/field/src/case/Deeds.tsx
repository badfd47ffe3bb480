import type { CaseDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Ahead } from '../outbox/ahead';
import { useField } from '../sync/useField';
import { DeedForm } from './DeedForm';
import { actOn, plain } from './deeds';

/** What may be done now, the likeliest first and largest. */
export function Deeds({ row, now }: { row: CaseDetail; now: Ahead }) {
  const { t } = useTexts();
  const { field } = useField();
  const [asking, setAsking] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const press = (deed: string) => {
    if (!plain.has(deed)) { setAsking(deed); return; }
    setBusy(true);
    void field.act([actOn(row, { deed })]).finally(() => setBusy(false));
  };
  if (asking && now.offers.includes(asking)) return <DeedForm deed={asking} row={row} now={now} close={() => setAsking(null)} />;
  return (
    <section aria-label={t('cases.act')} className="lf-deeds">
      {now.offers.map((deed, index) => <Button key={deed} className={index === 0 ? 'lf-main' : 'lf-second'} isDisabled={busy} onPress={() => press(deed)}>{t(`case_do.${deed}` as Key)}</Button>)}
      {now.offers.length === 0 && !now.stuck && <p className="lf-soft">{t('cases.actNone')}</p>}
    </section>
  );
}
