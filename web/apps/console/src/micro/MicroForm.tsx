import type { MicroEventDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { FileInput } from '../housing/FileInput';
import { useErrorText } from '../page/useErrorText';
import { useOpened } from '../page/useOpened';
import { type MicroFields, useMicroAct } from './queries';

interface Props { press: string; row: MicroEventDetail; close(): void }

/** Asks what a deed needs, and does it. */
export function MicroForm({ press, row, close }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [action] = useState(() => crypto.randomUUID());
  const act = useMicroAct(row.id, action);
  const seen = useOpened(row.version, act.error);
  const must = press === 'escalate' || press === 'reject';
  const failed = act.error && errorText(act.error);
  return (
    <Form<MicroFields> layout="vertical" requiredMark={false} className="ll-deed-form" onFinish={(fields) => act.mutate({ seen, press, fields }, { onSuccess: close })}>
      <h2>{t(`micro_do.${press}` as Key)}</h2>
      {press === 'fix' && <Form.Item name="photo" label={t('micro.after')} rules={[{ required: true, message: t('housing.needFile') }]}><FileInput label={t('micro.after')} /></Form.Item>}
      <Form.Item name="words" label={t(must ? 'cases.why' : 'housing.wordsOptional')} rules={[{ required: must, whitespace: must, message: t('cases.needWhy') }]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" htmlType="submit" loading={act.isPending}>{t('cases.do')}</Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </Form>
  );
}
