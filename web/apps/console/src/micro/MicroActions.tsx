import type { MicroEventDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { MicroForm } from './MicroForm';

/** What may be done to the micro-event now; to look and find it put right, or not, are two presses. */
export function MicroActions({ row }: { row: MicroEventDetail }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<string | null>(null);
  const presses = row.offers.flatMap((deed) => (deed === 'verify' ? ['verify', 'reject'] : [deed]));
  return (
    <section className="ll-panel" aria-label={t('cases.act')}>
      {presses.length === 0 && <p className="ll-soft">{t(row.waits ? 'micro.lot' : 'cases.actNone')}</p>}
      <div className="ll-deeds">
        {presses.map((press, index) => (
          <Button key={press} type={index === 0 ? 'primary' : 'default'} aria-pressed={asking === press} onClick={() => setAsking(press)}>{t(`micro_do.${press}` as Key)}</Button>
        ))}
      </div>
      {asking && <MicroForm key={asking} press={asking} row={row} close={() => setAsking(null)} />}
    </section>
  );
}
