import type { GuardianRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { WordsForm } from '../reads/WordsForm';
import { ConfirmGuardian } from './ConfirmGuardian';
import { useRefuseGuardian } from './guardianQueries';

/** Confirms a guardian at the door, or refuses with a reason. */
export function GuardianActions({ row }: { row: GuardianRequest }) {
  const { t } = useTexts();
  const [doing, begin] = useState<'confirm' | 'refuse' | null>(null);
  const refuse = useRefuseGuardian(row.id);
  const close = () => begin(null);
  return (
    <span className="ll-row-actions">
      <Button size="small" type="primary" onClick={() => begin('confirm')}>{t('guardian.confirm')}</Button>
      <Button size="small" onClick={() => begin('refuse')}>{t('guardian.refuse')}</Button>
      {doing === 'confirm' && <ConfirmGuardian row={row} close={close} />}
      {doing === 'refuse' && <WordsForm title={t('guardian.refuse')} lead={t('dwelling.refuseLead')} label={t('dwelling.why')} sent={refuse} close={close} />}
    </span>
  );
}
