import type { HazardDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { HazardForm } from './HazardForm';
import { pressesOf } from './hazardDeeds';

/** What may be done to the hazard now; the likeliest first. */
export function HazardActions({ row }: { row: HazardDetail }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<string | null>(null);
  const presses = pressesOf(row.offers);
  return (
    <section className="ll-panel" aria-label={t('cases.act')}>
      {presses.length === 0 && <p className="ll-soft">{t('cases.actNone')}</p>}
      <div className="ll-deeds">
        {presses.map((press, index) => (
          <Button key={press} type={index === 0 ? 'primary' : 'default'} aria-pressed={asking === press} onClick={() => setAsking(press)}>{t(`hazard_do.${press}` as Key)}</Button>
        ))}
      </div>
      {asking && <HazardForm key={asking} press={asking} row={row} close={() => setAsking(null)} />}
    </section>
  );
}
