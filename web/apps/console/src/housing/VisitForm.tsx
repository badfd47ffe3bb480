import type { DeclarationDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { position } from '../cases/position';
import { useErrorText } from '../page/useErrorText';
import { useOpened } from '../page/useOpened';
import { useVisit } from './queries';

interface Fields { found: string; heard?: boolean; words?: string }

const outcomes = ['so', 'not_so', 'nobody_met', 'left'] as const;

/** What was found on the door, by whoever stands there; why, where it is not so. */
export function VisitForm({ row, done }: { row: DeclarationDetail; done(): void }) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const visit = useVisit(row.id);
  const seen = useOpened(row.version, visit.error);
  const [form] = Form.useForm<Fields>();
  const found = Form.useWatch('found', form);
  const [placing, setPlacing] = useState(false);
  const must = found === 'not_so';
  const submit = async ({ found: what, heard, words }: Fields) => {
    setPlacing(true);
    const where = await position();
    setPlacing(false);
    visit.mutate({ seen, found: what, heard: heard ?? false, words: words?.trim() ?? '', ...where }, { onSuccess: done });
  };
  const failed = visit.error && errorText(visit.error);
  return (
    <section className="ll-panel">
      <h2>{t('declarations.found')}</h2>
      <p className="ll-soft">{t('declarations.atDoor')}</p>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void submit(fields)}>
        <Form.Item name="found" label={t('declarations.found')} rules={[{ required: true, message: t('declarations.found') }]}>
          <Radio.Group options={outcomes.map((value) => ({ value, label: word('declaration_found', value) }))} />
        </Form.Item>
        <Form.Item name="heard" valuePropName="checked"><Checkbox>{t('declarations.heard')}</Checkbox></Form.Item>
        <Form.Item name="words" label={t(must ? 'cases.why' : 'housing.wordsOptional')} rules={[{ required: must, whitespace: must, message: t('cases.needWhy') }]}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        <div className="ll-deeds"><Button type="primary" htmlType="submit" loading={placing || visit.isPending}>{t('cases.do')}</Button></div>
      </Form>
    </section>
  );
}
