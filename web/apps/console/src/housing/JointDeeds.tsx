import type { JointEnforcementDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useJointAct, useNotices } from './queries';

interface Fields { office?: string; answer?: string; day?: string; notices?: string[]; words?: string }

const worded = ['answer_joint', 'report', 'call_off'];
const forAnOffice = ['answer_joint', 'report'];

/** What the reader may do now for their office. The id of the press is the form's: pressed again, it is done once. */
export function JointDeeds({ row }: { row: JointEnforcementDetail }) {
  const { word } = useTexts();
  const [deed, choose] = useState<string | null>(null);
  if (row.offers.length === 0) return null;
  return (
    <>
      <div className="ll-deeds">
        {row.offers.map((offer) => <Button key={offer} type={offer === deed ? 'primary' : 'default'} onClick={() => choose(offer)}>{word('joint_deed', offer)}</Button>)}
      </div>
      {deed && <JointForm key={deed} row={row} deed={deed} />}
    </>
  );
}

/** The form of one deed. */
function JointForm({ row, deed }: { row: JointEnforcementDetail; deed: string }) {
  const { t, say, word } = useTexts();
  const errorText = useErrorText();
  const [id] = useState(() => crypto.randomUUID());
  const act = useJointAct(row.id);
  const failed = act.error && errorText(act.error);
  const submit = ({ office, answer, day, notices, words }: Fields) => {
    const said: Record<string, object> = { answer_joint: { office, answer }, set_day: { day }, report: { office, notices: notices ?? [] } };
    act.mutate({ id, seen: row.version, deed: { deed, ...said[deed] }, words: words?.trim() ?? '' });
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

/** Notices of the building that were issued since it was proposed: the server takes those of the day or later. */
function IssuedNotices({ row }: { row: JointEnforcementDetail }) {
  const { t, say } = useTexts();
  const list = useNotices({ building: row.building.id, size: 100 });
  const issued = (list.data?.rows ?? []).filter(({ issued_at, withdrawn_at }) => !withdrawn_at && issued_at >= row.proposed_at);
  const options = issued.map((notice) => ({ value: notice.id, label: `${notice.number} ${say(notice.kind.label)}${notice.hazard ? ` · ${say(notice.hazard.title)}` : ''}` }));
  return (
    <Form.Item name="notices" label={t('joints.notices')} extra={t('joints.noticesHint')}>
      <Select mode="multiple" options={options} loading={list.isPending} />
    </Form.Item>
  );
}
