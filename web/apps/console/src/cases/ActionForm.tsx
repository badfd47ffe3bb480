import { type CaseDetail, read } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useErrorText } from '../page/useErrorText';
import { useOpened } from '../page/useOpened';
import { DeedFields } from './DeedFields';
import { deedOf, type Fields, files, needWords, partOf } from './deeds';
import { position } from './position';
import { sendPhoto, type useAct, useReport } from './queries';

interface Props { deed: string; row: CaseDetail; act: ReturnType<typeof useAct>; close(): void }

/** Asks what a deed needs, then does it. A photo is sent first, the deed names it. */
export function ActionForm({ deed, row, act, close }: Props) {
  const { t } = useTexts();
  const [form] = Form.useForm<Fields>();
  const errorText = useErrorText();
  const [, go] = useLocation();
  const report = useReport(({ number }) => { close(); go(`/cases/${number}`); });
  const [photo, setPhoto] = useState<File | null>(null);
  const [preparing, setPreparing] = useState(false);
  const [broken, setBroken] = useState<unknown>(null);
  const seen = useOpened(row.version, act.error);
  const outcome = Form.useWatch('outcome', form);
  const kind = Form.useWatch('kind', form);
  const must = needWords.has(deed) || (deed === 'resolve' && outcome !== undefined && outcome !== 'fixed');
  const submit = async (fields: Fields) => {
    setBroken(null);
    if (deed === 'split') {
      report.mutate(partOf(row, fields));
      return;
    }
    setPreparing(true);
    try {
      const attachment = deed === 'evidence' && photo && fields.kind && files.has(fields.kind) ? (await sendPhoto(photo)).id : null;
      const into = deed === 'merge' ? (await read<CaseDetail>(`/api/cases/${(fields.into ?? '').trim()}`)).id : undefined;
      const where = deed === 'evidence' && fields.kind === 'location_near' ? await position() : {};
      act.mutate({ deed: deedOf(deed, { ...fields, into }, attachment), seen, words: fields.words ?? '', ...where }, { onSuccess: close });
    } catch (error) {
      setBroken(error);
    } finally {
      setPreparing(false);
    }
  };
  const error = broken ?? act.error ?? report.error;
  const failed = error ? errorText(error) : null;
  const needsPhoto = deed === 'evidence' && kind !== undefined && files.has(kind);
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} className="ll-deed-form" onFinish={(fields) => void submit(fields)}>
      <h2>{t(`case_do.${deed}` as Key)}</h2>
      <DeedFields deed={deed} row={row} />
      {needsPhoto && (
        <Form.Item label={t('cases.addPhoto')}>
          <input type="file" accept="image/jpeg,image/png,image/webp" aria-label={t('cases.addPhoto')} onChange={(event) => setPhoto(event.target.files?.[0] ?? null)} />
        </Form.Item>
      )}
      <Form.Item name="words" label={t(deed === 'split' ? 'cases.words' : 'cases.why')} rules={[{ required: must, whitespace: must, message: t('cases.needWhy') }]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" htmlType="submit" disabled={needsPhoto && !photo} loading={preparing || act.isPending || report.isPending}>{t('cases.do')}</Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </Form>
  );
}
