import type { InspectorList, InspectorProfile } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Modal, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { type Times, times, windowOf } from './clock';
import { useSetInspector } from './queries';
import { WindowFields } from './WindowFields';

interface Props { list: InspectorList; row: InspectorProfile; close(): void }
interface Fields { skills?: string[]; week?: Times[]; breaks?: Times[]; start?: string }

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** How an inspector works where a plan says nothing else: skills, hours by weekday, breaks, an office to set out from. */
export function InspectorForm({ list, row, close }: Props) {
  const { t, say, word } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<Fields>();
  const set = useSetInspector(row.inspector.id, close);
  const failed = set.error && errorText(set.error);
  const breaks = [...Array(Math.max(2, row.breaks.length)).keys()];
  const initial: Fields = {
    skills: row.skills.map(({ name }) => name),
    week: weekdays.map((weekday) => times(row.week.find((day) => day.weekday === weekday))),
    breaks: breaks.map((n) => times(row.breaks[n])),
    start: row.start?.id,
  };
  const submit = (held: Fields) => {
    const week = weekdays.flatMap((weekday) => {
      const hours = windowOf(held.week?.[weekday - 1]);
      return hours ? [{ weekday, ...hours }] : [];
    });
    const rests = (held.breaks ?? []).flatMap((one) => windowOf(one) ?? []);
    set.mutate({ area: list.area, seen: row.version, skills: held.skills ?? [], week, breaks: rests, start: held.start });
  };
  const stations = list.stations.map((place) => ({ value: place.id, label: say(place.label) }));
  const known = row.start && !stations.some(({ value }) => value === row.start?.id) ? [{ value: row.start.id, label: say(row.start.label) }] : [];
  return (
    <Modal open onCancel={close} title={t('plan.setHours', { name: row.inspector.name })} okText={t('plan.save')} cancelText={t('action.cancel')} confirmLoading={set.isPending} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <p className="ll-soft">{t('plan.setHoursLead')}</p>
        <Form.Item name="skills" label={t('plan.skills')}>
          <Select mode="multiple" options={list.skills.map(({ name, label }) => ({ value: name, label: say(label) }))} />
        </Form.Item>
        {weekdays.map((weekday) => <WindowFields key={weekday} name={['week', weekday - 1]} label={word('weekday', String(weekday))} />)}
        {breaks.map((n) => <WindowFields key={n} name={['breaks', n]} label={t(n === 0 ? 'plan.lunch' : 'plan.otherBreak')} />)}
        <Form.Item name="start" label={t('plan.station')} extra={t('plan.stationLead')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={[...known, ...stations]} />
        </Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
