import type { JointEnforcementDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Form, Select } from 'antd';
import { useNotices } from './queries';

/** Notices of the building that were issued since it was proposed: the server takes those of the day or later. */
export function IssuedNotices({ row }: { row: JointEnforcementDetail }) {
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
