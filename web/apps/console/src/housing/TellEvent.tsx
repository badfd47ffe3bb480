import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Drawer, Form, Input, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useNarrow } from '../page/useNarrow';
import { useHousingCatalogue, useTellEvent } from './queries';
import { useWords } from './useWords';

interface Props { open: boolean; close(): void; at: { building: string } | { unit: string } }
interface Fields { kind: string; on: string; words: string }

/** Records a fire or a breach: what it was, on which day, in words about the thing and the place. */
export function TellEvent({ open, close, at }: Props) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const words = useWords();
  const errorText = useErrorText();
  const [form] = Form.useForm<Fields>();
  const kinds = useHousingCatalogue().data?.events;
  const tell = useTellEvent();
  const failed = tell.error && errorText(tell.error);
  const must = [{ required: true, whitespace: true, message: t('cases.needWhy') }];
  const today = new Date().toLocaleDateString('sv');
  return (
    <Drawer open={open} onClose={close} title={t('housing.tellEvent')} size={narrow ? '100%' : 480}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ on: today }} onFinish={(fields) => tell.mutate({ ...at, ...fields }, { onSuccess: () => { form.resetFields(); close(); } })}>
        <p className="ll-soft">{t('housing.tellEventLead')}</p>
        <Form.Item name="kind" label={t('housing.eventKind')} rules={[{ required: true, message: t('housing.needChoice') }]}><Radio.Group options={words(kinds)} /></Form.Item>
        <Form.Item name="on" label={t('housing.eventOn')} rules={must}><Input type="date" max={today} /></Form.Item>
        <Form.Item name="words" label={t('cases.words')} rules={must} extra={t('housing.noNames')}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        <Button type="primary" htmlType="submit" block loading={tell.isPending}>{t('housing.tellEvent')}</Button>
      </Form>
    </Drawer>
  );
}
