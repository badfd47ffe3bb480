import type { NoticeObjectionDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useOpened } from '../page/useOpened';
import { useDecideObjection } from './queries';

const outcomes = ['upheld', 'changed', 'dismissed'];

/** Decides an objection, with reasons. The id of the press is the form's: pressed again after an answer was lost, it is done once. */
export function DecideObjection({ row }: { row: NoticeObjectionDetail }) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const [id] = useState(() => crypto.randomUUID());
  const decide = useDecideObjection(row.id);
  const seen = useOpened(row.version, decide.error);
  const failed = decide.error && errorText(decide.error);
  return (
    <Form<{ outcome: string; words: string }> layout="vertical" requiredMark={false} className="ll-deed-form" onFinish={({ outcome, words }) => decide.mutate({ id, seen, outcome, words: words.trim() })}>
      <h2>{t('objections.decide')}</h2>
      <Form.Item name="outcome" label={t('objections.outcome')} rules={[{ required: true, message: t('housing.needChoice') }]}>
        <Radio.Group options={outcomes.map((value) => ({ value, label: word('objection_outcome', value) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('cases.why')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds"><Button type="primary" htmlType="submit" loading={decide.isPending}>{t('objections.decide')}</Button></div>
    </Form>
  );
}
