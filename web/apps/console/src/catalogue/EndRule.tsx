import type { RoutingRule } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useEndRule } from './queries';

interface Props { rule: RoutingRule; looking: boolean; look(looks: boolean): void }

/** Ends a rule with a reason; while it is asked, the trial below shows what would follow. */
export function EndRule({ rule, looking, look }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  const end = useEndRule();
  const failed = end.error && errorText(end.error);
  if (!looking) return <Button size="small" onClick={() => look(true)}>{t('routing.end')}</Button>;
  return (
    <div className="ll-deed-form">
      <Input aria-label={t('routing.endWhy')} placeholder={t('routing.endWhy')} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" disabled={reason.trim() === ''} loading={end.isPending} onClick={() => end.mutate({ id: rule.id, reason: reason.trim() }, { onSuccess: () => look(false) })}>{t('routing.end')}</Button>
        <Button onClick={() => look(false)}>{t('catalogue.keep')}</Button>
      </div>
    </div>
  );
}
