import type { AccountRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useNarrow } from '../page/useNarrow';
import { ExchangeLines } from './ExchangeLines';
import { KeyForm } from './KeyForm';
import { KeyLine } from './KeyLine';
import { usePartner } from './partners';
import { QuotaForm } from './QuotaForm';

/** The keys of a system's account, how much it may ask for, and what was exchanged. */
export function PartnerDrawer({ row, close }: { row: AccountRow; close(): void }) {
  const { t, number } = useTexts();
  const narrow = useNarrow();
  const partner = usePartner(row.id);
  const [adding, add] = useState(false);
  const held = partner.data;
  return (
    <Drawer open onClose={close} title={t('partner.title', { login: row.login })} size={narrow ? '100%' : 560}>
      <p className="ll-soft ll-undo-lead">{t('partner.lead')}</p>
      {partner.isError && <ErrorState error={partner.error} retry={() => void partner.refetch()} />}
      {partner.isPending && <RowsSkeleton rows={5} />}
      {held && (
        <>
          <div className="ll-session"><h2>{t('partner.keys')}</h2>{row.keeps && !adding && <Button type="primary" onClick={() => add(true)}>{t('partner.add')}</Button>}</div>
          {adding && <KeyForm account={row.id} deeds={held.deeds} close={() => add(false)} />}
          {!held.keys.length && <p className="ll-soft">{t('partner.none')}</p>}
          <ul className="ll-sign-on-list ll-undo-lead">{held.keys.map((key) => <KeyLine key={key.id} account={row.id} held={key} keeps={row.keeps} />)}</ul>
          <h2>{t('partner.quota')}</h2>
          {row.keeps ? <QuotaForm account={row.id} quota={held.quota} /> : (
            <p className="ll-soft ll-undo-lead">{t('partner.limits', { minute: number(held.quota.requests_a_minute), day: number(held.quota.rows_a_day) })}</p>
          )}
          <h2>{t('partner.ours')}</h2>
          <p className="ll-undo-lead"><code className="ll-break">{held.answer_key}</code></p>
          <h2>{t('partner.log')}</h2>
          <ExchangeLines lines={held.exchanges} />
        </>
      )}
    </Drawer>
  );
}
