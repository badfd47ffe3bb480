import type { DwellingRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { WordsForm } from '../reads/WordsForm';
import { ConfirmForm } from './ConfirmForm';
import { useEndDwelling } from './queries';

/** What may be done about a request: confirm or refuse it, undo what was confirmed. */
export function RequestActions({ row }: { row: DwellingRequest }) {
  const { t } = useTexts();
  const [doing, begin] = useState<'confirm' | 'refuse' | 'undo' | null>(null);
  const refuse = useEndDwelling(row.id, 'refuse');
  const undo = useEndDwelling(row.id, 'undo');
  const close = () => begin(null);
  return (
    <span className="ll-row-actions">
      {row.state === 'waiting' && <Button size="small" type="primary" onClick={() => begin('confirm')}>{t('dwelling.confirm')}</Button>}
      {row.state === 'waiting' && <Button size="small" onClick={() => begin('refuse')}>{t('dwelling.refuse')}</Button>}
      {row.state === 'bound' && <Button size="small" danger onClick={() => begin('undo')}>{t('dwelling.undo')}</Button>}
      {doing === 'confirm' && <ConfirmForm request={row} close={close} />}
      {doing === 'refuse' && <WordsForm title={t('dwelling.refuse')} lead={t('dwelling.refuseLead')} label={t('dwelling.why')} sent={refuse} close={close} />}
      {doing === 'undo' && <WordsForm title={t('dwelling.undo')} lead={t('dwelling.undoLead')} label={t('dwelling.why')} sent={undo} close={close} />}
    </span>
  );
}
