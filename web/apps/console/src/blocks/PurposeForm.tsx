import { useTexts } from '@linli/kit/texts';
import { Button, Form, Input, Segmented, Select } from 'antd';
import { useEmergencies } from '../emergencies/queries';
import { mayOpen, running } from '../emergencies/running';
import { useAccount } from '../session/context';
import { bases, type Ground, purposes } from './ground';

interface Props { narrow?: boolean; lead: string; submit: string; state(ground: Ground): void; pending: boolean }

/** Asks why somebody wants to see people, before anything of them is read. */
export function PurposeForm({ narrow, lead, submit, state, pending }: Props) {
  const { t, say, word } = useTexts();
  const [form] = Form.useForm<Ground>();
  const basis = Form.useWatch('basis', form) ?? 'reason';
  const { login, roles } = useAccount();
  const emergencies = running(useEmergencies(mayOpen(roles)).data ?? [], login, Date.now());
  const offered = emergencies.length > 0 ? [...bases, 'emergency' as const] : bases;
  const urgent = basis === 'emergency';
  // Whoever handles a case names it.
  const named = Form.useWatch('purpose', form) === 'case_handling';
  return (
    <Form<Ground> form={form} layout="vertical" requiredMark={false} className="ll-purpose-form" initialValues={{ basis: 'reason' }} onFinish={(ground) => state(urgent ? { ...ground, purpose: 'emergency' } : ground)} onValuesChange={(changed: Partial<Ground>) => { if (changed.purpose === 'case_handling') form.setFieldValue('basis', 'case'); if (changed.basis) form.setFieldValue('text', changed.basis === 'emergency' ? emergencies[0]?.id : undefined); }}>
      <p className="ll-soft">{lead}</p>
      <div className={narrow ? 'll-purpose-column' : 'll-purpose-row'}>
        {!urgent && (
          <Form.Item name="purpose" label={t('blocks.askPurpose')} rules={[{ required: true, message: t('blocks.needPurpose') }]}>
            <Select placeholder={t('blocks.needPurpose')} options={purposes.map((value) => ({ value, label: word('purpose', value) }))} />
          </Form.Item>
        )}
        <Form.Item name="basis" label={t('blocks.askBasis')}>
          <Segmented options={offered.map((value) => ({ value, label: word('basis', value), disabled: named && value !== 'case' }))} />
        </Form.Item>
        <Form.Item name="text" label={t(`blocks.askText.${basis}`)} rules={[{ required: true, min: basis === 'reason' ? 4 : 1, max: 500, whitespace: true, message: t('blocks.needText') }]}>
          {urgent ? <Select options={emergencies.map(({ id, place, reason }) => ({ value: id, label: `${say(place)} · ${reason}` }))} /> : <Input maxLength={500} />}
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={pending}>{submit}</Button>
      </div>
    </Form>
  );
}
