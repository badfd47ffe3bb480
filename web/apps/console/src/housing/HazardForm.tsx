import type { HazardDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useOpened } from '../page/useOpened';
import { useSending } from '../page/useSending';
import { evidenceOf } from './evidence';
import { hazardDeed, type HazardFields as Fields, needWords } from './hazardDeeds';
import { HazardFields } from './HazardFields';
import { useHazardAct } from './queries';

interface Props { press: string; row: HazardDetail; close(): void }

/** Asks what a deed needs, sends its photos first, then does it. */
export function HazardForm({ press, row, close }: Props) {
  const { t } = useTexts();
  const act = useHazardAct(row.id);
  const { sending, error, failed, send } = useSending();
  const seen = useOpened(row.version, error);
  const must = needWords.has(press);
  const submit = (fields: Fields) => send(async () => {
    const shown = await evidenceOf(fields.evidence);
    await act.mutateAsync({ seen, deed: hazardDeed(press, fields), words: fields.words?.trim() || undefined, ...shown });
    close();
  });
  return (
    <Form<Fields> layout="vertical" requiredMark={false} className="ll-deed-form" onFinish={(fields) => void submit(fields)}>
      <h2>{t(`hazard_do.${press}` as Key)}</h2>
      <HazardFields press={press} row={row} />
      <Form.Item name="words" label={t(must ? 'cases.why' : 'housing.wordsOptional')} rules={[{ required: must, whitespace: must, message: t('cases.needWhy') }]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" htmlType="submit" loading={sending}>{t('cases.do')}</Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </Form>
  );
}
