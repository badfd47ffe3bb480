import type { OwnFact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAskFact } from './queries';

interface Props { fact: OwnFact; name: string; wish: 'correct' | 'delete'; close(): void }

/** Asks the office that keeps a fact to correct it, with the right value where it may be told, or to delete it. */
export function WishForm({ fact, name, wish, close }: Props) {
  const { t, say, word } = useTexts();
  const errorText = useErrorText();
  const ask = useAskFact(fact.id);
  const failed = ask.error && errorText(ask.error);
  const title = t(wish === 'delete' ? 'rights.delete' : 'rights.wrong');
  const lead = wish === 'delete' ? 'rights.deleteLead' : fact.takes_value ? 'rights.wrongLead' : 'rights.bringLead';
  const takes = wish === 'correct' && fact.takes_value;
  const sexes = ['female', 'male'].map((value) => ({ value, label: word('value', value) }));
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={`${title}: ${name}`}>
      <Form<{ value?: string }> layout="vertical" requiredMark={false} onFinish={({ value }) => ask.mutate(value ? { wish, value } : { wish }, { onSuccess: close })}>
        <p className="ll-soft ll-undo-lead">{t(lead, { office: say(fact.office) })}</p>
        {takes && (
          <Form.Item name="value" label={t('rights.right')} rules={[{ required: true, max: 100, message: t('rights.needRight') }]}>
            {fact.field === 'sex' ? <Radio.Group options={sexes} /> : <Input type={fact.field === 'birth_date' ? 'date' : 'text'} maxLength={100} />}
          </Form.Item>
        )}
        {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
        <Button type="primary" htmlType="submit" loading={ask.isPending}>{t('question.send')}</Button>
      </Form>
    </Modal>
  );
}
