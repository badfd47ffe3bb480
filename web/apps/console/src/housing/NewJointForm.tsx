import type { BuildingHousing, Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useErrorText } from '../page/useErrorText';
import { useProposeJoint } from './queries';

interface Fields { hazards: string[]; lead: string; offices: string[]; day: string; words: string }

/** What is proposed. The office of the first hazard leads unless another is chosen. */
export function NewJointForm({ row, known }: { row: BuildingHousing; known: Word[] }) {
  const { t, say } = useTexts();
  const [, go] = useLocation();
  const errorText = useErrorText();
  const [id] = useState(() => crypto.randomUUID());
  const [form] = Form.useForm<Fields>();
  const propose = useProposeJoint((joint) => go(`/housing/joint/${joint.id}`));
  const lead = Form.useWatch('lead', form);
  const open = row.hazards.filter((hazard) => hazard.open);
  const hazards = open.map(({ id: value, kind, place }) => ({ value, label: `${say(kind.title)}${place.unit ? ` · ${say(place.unit.label)}` : ''}` }));
  const offices = known.map(({ name, label }) => ({ value: name, label: say(label) }));
  const failed = propose.error && errorText(propose.error);
  const needed = [{ required: true, message: t('housing.needChoice') }];
  return (
    <>
      {open.length === 0 && <Alert type="info" showIcon title={t('joints.nothingOpen')} />}
      <Form<Fields>
        form={form} layout="vertical" requiredMark={false} className="ll-deed-form" initialValues={{ hazards: open.map((hazard) => hazard.id).slice(0, 50), lead: open[0]?.office.name }}
        onFinish={(fields) => propose.mutate({ ...fields, id, building: row.id, words: fields.words.trim() })}
      >
        <Form.Item name="hazards" label={t('joints.hazards')} rules={needed}><Select mode="multiple" options={hazards} /></Form.Item>
        <Form.Item name="lead" label={t('joints.lead')} extra={t('joints.leadHint')} rules={needed}><Select options={offices} /></Form.Item>
        <Form.Item name="offices" label={t('joints.asked')} rules={needed}><Select mode="multiple" options={offices.filter(({ value }) => value !== lead)} /></Form.Item>
        <Form.Item name="day" label={t('joints.day')} rules={needed}><Input type="date" /></Form.Item>
        <Form.Item name="words" label={t('joints.reason')} extra={t('joints.reasonHint')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        <Button type="primary" htmlType="submit" disabled={open.length === 0} loading={propose.isPending}>{t('joints.propose')}</Button>
      </Form>
    </>
  );
}
