import type { Lead } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Popconfirm } from 'antd';
import { useCloseLead } from './queries';

/** What can be done with a lead: read the letter, say it was delivered, or that there is no ground for it. */
export function LeadActions({ lead, openLetter }: { lead: Pick<Lead, 'id'>; openLetter(): void }) {
  const { t } = useTexts();
  const close = useCloseLead();
  const ask = (outcome: 'done' | 'withdrawn') => ({
    title: t(outcome === 'done' ? 'leads.doneAsk' : 'leads.withdrawAsk'), description: t('leads.closeLead'),
    okText: t('leads.yes'), cancelText: t('leads.no'), onConfirm: () => close.mutate({ id: lead.id, outcome }),
  });
  return (
    <span className="ll-row-actions">
      <Button size="small" onClick={openLetter}>{t('leads.letter')}</Button>
      <Popconfirm {...ask('done')}><Button size="small" type="primary" loading={close.isPending}>{t('leads.done')}</Button></Popconfirm>
      <Popconfirm {...ask('withdrawn')}><Button size="small" type="text">{t('leads.withdraw')}</Button></Popconfirm>
    </span>
  );
}
