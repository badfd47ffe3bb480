import type { AccountRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { PartnerDrawer } from './PartnerDrawer';

/** Opens the keys and the quota of a system's account; nothing for any other. */
export function PartnerButton({ row }: { row: AccountRow }) {
  const { t } = useTexts();
  const [open, show] = useState(false);
  if (!row.assignments.length || row.assignments.some(({ role }) => role !== 'system')) return null;
  return (
    <>
      <Button size="small" aria-label={t('partner.openOf', { login: row.login })} onClick={() => show(true)}>{t('partner.open')}</Button>
      {open && <PartnerDrawer row={row} close={() => show(false)} />}
    </>
  );
}
