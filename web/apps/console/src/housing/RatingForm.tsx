import type { Rating } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Radio } from 'antd';
import { useOpened } from '../page/useOpened';
import { useSending } from '../page/useSending';
import { evidenceOf } from './evidence';
import { FileInput } from './FileInput';
import { photoDeeds, ratingDeed, type RatingFields, wordyDeeds } from './ratingDeeds';
import { useRatingAct } from './queries';

interface Props { deed: string; row: Rating; close(): void }

/** Asks what a deed needs, then does it. Replies and appeals are taken down in the words of those who let. */
export function RatingForm({ deed, row, close }: Props) {
  const { t } = useTexts();
  const act = useRatingAct(row.id);
  const { sending, error, failed, send } = useSending();
  const seen = useOpened(row.version, error);
  const submit = (fields: RatingFields) => send(async () => {
    const shown = photoDeeds.has(deed) ? await evidenceOf(fields.evidence) : {};
    await act.mutateAsync({ seen, deed: ratingDeed(deed, fields), words: fields.words?.trim() || undefined, ...shown });
    close();
  });
  const theirs = deed === 'reply' || deed === 'appeal';
  return (
    <Form<RatingFields> layout="vertical" requiredMark={false} className="ll-deed-form" onFinish={(fields) => void submit(fields)}>
      <h2>{t(`rating_do.${deed}` as Key)}</h2>
      {theirs && <p className="ll-soft">{t('housing.theirWords')}</p>}
      {deed === 'decide_appeal' && (
        <Form.Item name="upheld" label={t('housing.isAppealRight')} rules={[{ required: true, message: t('housing.needChoice') }]}>
          <Radio.Group options={[{ value: 'yes', label: t('housing.appealRight') }, { value: 'no', label: t('housing.appealWrong') }]} />
        </Form.Item>
      )}
      {photoDeeds.has(deed) && <Form.Item name={['evidence', 'photo']} label={t('housing.plaquePhoto')} rules={[{ required: true, message: t('housing.needFile') }]}><FileInput label={t('housing.plaquePhoto')} /></Form.Item>}
      {wordyDeeds.has(deed) && (
        <Form.Item name="words" label={t(theirs ? 'housing.theirs' : 'cases.why')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      )}
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" htmlType="submit" loading={sending}>{t('cases.do')}</Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </Form>
  );
}
