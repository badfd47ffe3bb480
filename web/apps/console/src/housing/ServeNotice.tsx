import type { HousingNoticeDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useOpened } from '../page/useOpened';
import { useSending } from '../page/useSending';
import { evidenceOf } from './evidence';
import { FileInput } from './FileInput';
import { useNoticeAct } from './queries';

interface Fields { way: string; to: string; photo?: File | null; words?: string }

const ways = ['handed', 'posted', 'message'];
const addressees = ['landlord', 'sub_letter', 'operator', 'tenant', 'office'];

/** Records that a notice reached somebody: how, whom by what they are there, and what shows it. */
export function ServeNotice({ row, close }: { row: HousingNoticeDetail; close(): void }) {
  const { t, word } = useTexts();
  const act = useNoticeAct(row.id);
  const [form] = Form.useForm<Fields>();
  const way = Form.useWatch('way', form);
  const { sending, error, failed, send } = useSending();
  const seen = useOpened(row.version, error);
  const must = [{ required: true, message: t('housing.needChoice') }];
  const submit = ({ way: how, to, photo, words }: Fields) => send(async () => {
    await act.mutateAsync({ seen, deed: { deed: 'serve', way: how, to }, words: words?.trim() || undefined, ...(await evidenceOf({ photo })) });
    close();
  });
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} className="ll-deed-form" onFinish={(fields) => void submit(fields)}>
      <h2>{t('notices.serve')}</h2>
      <Form.Item name="way" label={t('notices.way')} rules={must}><Select options={ways.map((value) => ({ value, label: word('notice_way', value) }))} /></Form.Item>
      <Form.Item name="to" label={t('notices.to')} rules={must}><Select options={addressees.map((value) => ({ value, label: word('notice_to', value) }))} /></Form.Item>
      {way !== undefined && way !== 'message' && <Form.Item name="photo" label={t('notices.photo')} rules={[{ required: way === 'posted', message: t('notices.needPhoto') }]}><FileInput label={t('notices.photo')} /></Form.Item>}
      <Form.Item name="words" label={t('housing.wordsOptional')} extra={t('housing.noNames')}><Input.TextArea rows={2} maxLength={2000} /></Form.Item>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" htmlType="submit" loading={sending}>{t('cases.do')}</Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </Form>
  );
}
