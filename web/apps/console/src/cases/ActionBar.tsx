import type { CaseDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { ActionForm } from './ActionForm';
import { plain } from './deeds';
import { useAct } from './queries';

/** What may be done to the case now; the first is the likeliest. */
export function ActionBar({ row }: { row: CaseDetail }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const act = useAct(row.id);
  // An offer is made beside who is near.
  const deeds = row.offers.filter((deed) => deed !== 'offer');
  // What is being written stays, whoever adds to the file meanwhile, as long as it may be done.
  const [asking, setAsking] = useState<string | null>(null);
  if (asking !== null && !deeds.includes(asking)) setAsking(null);
  const failed = act.error && errorText(act.error);
  const press = (deed: string) => { if (plain.has(deed)) act.mutate({ deed: { deed }, seen: row.version }); else { act.reset(); setAsking(deed); } };
  return (
    <section className="ll-panel" aria-label={t('cases.act')}>
      {deeds.length === 0 && <p className="ll-soft">{t('cases.actNone')}</p>}
      {failed && !asking && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        {deeds.map((deed, index) => (
          <Button key={deed} type={index === 0 ? 'primary' : 'default'} aria-pressed={asking === deed} loading={act.isPending && act.variables.deed.deed === deed} disabled={act.isPending && act.variables.deed.deed !== deed} onClick={() => press(deed)}>
            {t(`case_do.${deed}` as Key)}
          </Button>
        ))}
      </div>
      {asking && <ActionForm key={asking} deed={asking} row={row} act={act} close={() => { act.reset(); setAsking((now) => (now === asking ? null : now)); }} />}
    </section>
  );
}
