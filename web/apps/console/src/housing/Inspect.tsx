import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Checkbox, Drawer, Form, Input, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useNarrow } from '../page/useNarrow';
import { useHousingCatalogue, useInspect } from './queries';

interface Props { open: boolean; close(): void; at: { building: string } | { unit: string } }
interface Fields { facts?: Record<string, string | undefined>; clean?: boolean; words?: string }

/** Records an inspection: of a building its facts, of a unit whether anything was found. */
export function Inspect({ open, close, at }: Props) {
  const { t, say } = useTexts();
  const narrow = useNarrow();
  const errorText = useErrorText();
  const [form] = Form.useForm<Fields>();
  const catalogue = useHousingCatalogue().data;
  const inspect = useInspect();
  const failed = inspect.error && errorText(inspect.error);
  const ofBuilding = 'building' in at;
  const submit = ({ facts, clean, words }: Fields) => {
    const seen = Object.entries(facts ?? {}).flatMap(([fact, answer]) => (answer ? [{ fact, answer }] : []));
    inspect.mutate({ ...at, facts: seen, clean: clean ?? false, words: words?.trim() || undefined }, { onSuccess: () => { form.resetFields(); close(); } });
  };
  return (
    <Drawer open={open} onClose={close} title={t('housing.inspect')} size={narrow ? '100%' : 520}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {ofBuilding && <p className="ll-soft">{t('housing.inspectLead')}</p>}
        {ofBuilding && catalogue?.categories.map(({ name, label, facts }) => (
          <fieldset key={name} className="ll-evidence">
            <legend>{say(label)}</legend>
            {facts.map(({ id, ask, answers }) => (
              <Form.Item key={id} name={['facts', id]} label={say(ask)}>
                <Select allowClear placeholder={t('housing.notLooked')} options={answers.map((answer) => ({ value: answer.id, label: say(answer.text) }))} />
              </Form.Item>
            ))}
          </fieldset>
        ))}
        <Form.Item name="clean" valuePropName="checked" extra={t('housing.cleanLead')}><Checkbox>{t('housing.clean')}</Checkbox></Form.Item>
        <Form.Item name="words" label={t('housing.wordsOptional')} extra={t('housing.noNames')}><Input.TextArea rows={2} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        <Button type="primary" htmlType="submit" block loading={inspect.isPending}>{t('housing.inspect')}</Button>
      </Form>
    </Drawer>
  );
}
