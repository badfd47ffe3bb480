import type { InspectionPlanPage } from '@linli/kit/client';
import { span, useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { minutes } from './clock';
import { useMakePlan } from './queries';

interface Props { open: boolean; close(): void; page: InspectionPlanPage }
interface Fields { crew: string[]; from?: string; to?: string }

/** Makes the plan of a day, or the rest of it again: who goes is chosen, the rest follows from the rules. */
export function MakePlan({ open, close, page }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<Fields>();
  const make = useMakePlan(close);
  const failed = make.error && errorText(make.error);
  const title = t(page.plan ? 'plan.again' : 'plan.make');
  const goes = page.plan?.rounds.map(({ inspector }) => inspector.id);
  const able = page.crew.map(({ inspector }) => inspector.id);
  const working = page.crew.filter(({ works }) => works).map(({ inspector }) => inspector.id);
  const submit = ({ crew, from, to }: Fields) => {
    const hours = { from: minutes(from), to: minutes(to) };
    const sent = { area: page.area, on: page.on, seen: page.plan?.version ?? 0, crew: crew.map((account) => ({ account, ...hours })) };
    make.mutate(sent);
  };
  return (
    <Modal open={open} onCancel={close} title={title} okText={title} cancelText={t('action.cancel')} confirmLoading={make.isPending} okButtonProps={{ disabled: page.crew.length === 0 }} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ crew: goes ? able.filter((id) => goes.includes(id)) : working }} onFinish={submit}>
        <p className="ll-soft">{t(page.plan ? 'plan.againLead' : 'plan.makeLead')}</p>
        {page.crew.length === 0 && <Alert type="info" showIcon title={t('plan.noCrew')} />}
        <Form.Item name="crew" label={t('plan.crew')} rules={[{ required: true, type: 'array', min: 1, message: t('plan.needCrew') }]}>
          <Select mode="multiple" maxTagCount={8} showSearch={{ optionFilterProp: 'label' }} options={page.crew.map(({ inspector, works, hours }) => ({ value: inspector.id, label: `${inspector.name} · ${works ? span(hours) : t('plan.offDay')}` }))} />
        </Form.Item>
        <Form.Item name="from" label={t('plan.from')} extra={t('plan.usual')}><Input type="time" /></Form.Item>
        <Form.Item name="to" label={t('plan.to')}><Input type="time" /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
