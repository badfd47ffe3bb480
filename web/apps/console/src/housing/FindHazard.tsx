import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Drawer, Form, Input, Select } from 'antd';
import { useLocation } from 'wouter';
import { useNarrow } from '../page/useNarrow';
import { useSending } from '../page/useSending';
import { type EvidenceFields as Shown, evidenceOf } from './evidence';
import { EvidenceFields } from './EvidenceFields';
import { useFindHazard, useHousingCatalogue } from './queries';
import { useWords } from './useWords';

interface Props { open: boolean; close(): void; at: { building: string } | { unit: string } }
interface Fields { kind: string; how: string; words?: string; evidence?: Shown }

/** Records a hazard found at a building or a unit: its type, how it came to be known, and what shows it. */
export function FindHazard({ open, close, at }: Props) {
  const { t, say } = useTexts();
  const narrow = useNarrow();
  const words = useWords();
  const [, go] = useLocation();
  const [form] = Form.useForm<Fields>();
  const catalogue = useHousingCatalogue().data;
  const find = useFindHazard();
  const { sending, failed, send } = useSending();
  const chosen = Form.useWatch('kind', form);
  const how = Form.useWatch('how', form);
  const type = catalogue?.types.find(({ id }) => id === chosen);
  const fits = 'unit' in at ? ['unit', 'either'] : ['building', 'either'];
  const options = (catalogue?.groups ?? []).map(({ id, title }) => ({
    label: say(title), options: (catalogue?.types ?? []).filter((kind) => kind.group === id && fits.includes(kind.of)).map((kind) => ({ value: kind.id, label: say(kind.title) })),
  })).filter((group) => group.options.length > 0);
  const submit = (fields: Fields) => send(async () => {
    const shown = await evidenceOf(fields.evidence);
    const found = await find.mutateAsync({ kind: fields.kind, how: fields.how, ...at, words: fields.words?.trim() || undefined, ...shown });
    form.resetFields();
    close();
    go(`/housing/hazards/${found.id}`);
  });
  const must = [{ required: true, message: t('housing.needChoice') }];
  return (
    <Drawer open={open} onClose={close} title={t('housing.find')} size={narrow ? '100%' : 480}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ how: 'inspection' }} onFinish={(fields) => void submit(fields)}>
        <Form.Item name="kind" label={t('housing.kind')} rules={must} extra={type && say(type.shows)}><Select showSearch={{ optionFilterProp: 'label' }} options={options} /></Form.Item>
        {type && <p className="ll-soft ll-find-facts">{t('housing.findFacts', { severity: say(type.severity.label), within: say(type.within_text) })}</p>}
        <Form.Item name="how" label={t('housing.how')} rules={must}><Select options={words(catalogue?.found_by)} /></Form.Item>
        {/* What the owner or operator tells of is their word: they need not show it. */}
        {type && how !== 'declared' && <EvidenceFields key={type.id} kinds={type.find} />}
        <Form.Item name="words" label={t('housing.wordsOptional')} extra={t('housing.noNames')}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        <Button type="primary" htmlType="submit" block loading={sending}>{t('housing.find')}</Button>
      </Form>
    </Drawer>
  );
}
