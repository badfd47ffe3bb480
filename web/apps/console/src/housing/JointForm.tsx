import type { JointEnforcementDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useOpened } from '../page/useOpened';
import { IssuedNotices } from './IssuedNotices';
import { useJointAct } from './queries';

interface Fields { office?: string; answer?: string; day?: string; notices?: string[]; words?: string }

const worded = ['answer_joint', 'report', 'call_off'];
const forAnOffice = ['answer_joint', 'report'];

/** The form of one deed. The id of the press is its own: pressed again, it is done once. */
export function JointForm({ row, deed, close }: { row: JointEnforcementDetail; deed: string; close(): void }) {
  const { t, say, word } = useTexts();
  const errorText = useErrorText();
  const [id] = useState(() => crypto.randomUUID());
  const act = useJointAct(row.id);
  const seen = useOpened(row.version, act.error);
  const failed = act.error && errorText(act.error);
  const submit = ({ office, answer, day, notices, words }: Fields) => {
    const said: Record<string, object> = { answer_joint: { office, answer }, set_day: { day }, report: { office, notices: notices ?? [] } };
    act.mutate({ id, seen, deed: { deed, ...said[deed] }, words: words?.trim() ?? '' }, { onSuccess: close });
  };
  const offices = row.waits_for.map(({ name, label }) => ({ value: name, label: say(label) }));
  return (
    <Form<Fields> layout="vertical" requiredMark={false} className="ll-deed-form" initialValues={{ office: offices[0]?.value, day: row.day }} onFinish={submit}>
      {forAnOffice.includes(deed) && <Form.Item name="office" label={t('joints.office')} rules={[{ required: true, message: t('housing.needChoice') }]}><Select options={offices} /></Form.Item>}
      {deed === 'answer_joint' && (
        <Form.Item name="answer" label={t('joints.answer')} rules={[{ required: true, message: t('housing.needChoice') }]}>
          <Radio.Group options={['agrees', 'declines'].map((value) => ({ value, label: word('joint_answer', value) }))} />
        </Form.Item>
      )}
      {deed === 'set_day' && <Form.Item name="day" label={t('joints.day')} rules={[{ required: true, message: t('housing.needChoice') }]}><Input type="date" /></Form.Item>}
      {deed === 'report' && <IssuedNotices row={row} />}
      {worded.includes(deed) && (
        <Form.Item name="words" label={t(deed === 'report' ? 'joints.found' : 'cases.why')} rules={[{ required: true, whitespace: true, message: t('cases.needWhy') }]}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      )}
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds"><Button type="primary" htmlType="submit" loading={act.isPending}>{word('joint_deed', deed)}</Button></div>
    </Form>
  );
}
