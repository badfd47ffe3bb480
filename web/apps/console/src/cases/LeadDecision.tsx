import type { CaseLead } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useErrorText } from '../page/useErrorText';
import { isPlaced, LeadPlacing, type Placed } from './LeadPlacing';
import { useReport, useSetAside } from './queries';

/** The two things a person may do with a lead: send it on as a case, or set it aside with a reason. */
export function LeadDecision({ lead }: { lead: CaseLead }) {
  const { t, say, lang } = useTexts();
  const [, go] = useLocation();
  const errorText = useErrorText();
  const [reason, setReason] = useState<string | null>(null);
  const [placed, setPlaced] = useState<Placed>({ address: '' });
  const report = useReport(({ number }) => go(`/cases/${number}`));
  const aside = useSetAside();
  const failed = report.error ?? aside.error;
  const known = lead.place ? { [lead.kind === 'unit' ? 'unit' : 'building']: lead.place } : { lon: lead.point?.lon, lat: lead.point?.lat };
  const place = isPlaced(lead) ? known : { address: placed.address.trim() };
  const subclass = lead.subclass?.id ?? placed.subclass;
  const canSend = subclass !== undefined && (isPlaced(lead) || placed.address.trim() !== '');
  // Of a letter the title says only that it is one.
  const said = [...(lead.source === 'mail' ? [] : [lead.title]), ...lead.reasons].map(say);
  const words = Array.from(said.join(lang === 'zh' ? '\uff1b' : '; ')).slice(0, 2000).join('');
  const sendOn = () => report.mutate({ door: 'department', subclass, place, words, lead: lead.id });
  return (
    <>
      {failed && <Alert type="error" showIcon title={errorText(failed).title} description={errorText(failed).detail} />}
      {(!isPlaced(lead) || !lead.subclass) && <LeadPlacing lead={lead} placed={placed} change={setPlaced} />}
      {reason === null ? (
        <Space>
          <Button type="primary" disabled={!canSend} loading={report.isPending} onClick={sendOn}>{t('cases.leadSend')}</Button>
          <Button onClick={() => setReason('')}>{t('cases.leadAside')}</Button>
        </Space>
      ) : (
        <Space.Compact className="ll-lead-why">
          <Input autoFocus maxLength={500} aria-label={t('cases.leadWhy')} placeholder={t('cases.leadWhy')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button disabled={reason.trim().length < 4} loading={aside.isPending} onClick={() => aside.mutate({ id: lead.id, reason })}>{t('cases.leadAside')}</Button>
          <Button onClick={() => setReason(null)}>{t('action.cancel')}</Button>
        </Space.Compact>
      )}
    </>
  );
}
