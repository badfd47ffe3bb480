import type { CampaignDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Modal, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAssign } from './campaignQueries';
import { useWords } from './useWords';

interface Props { row: CampaignDetail; ticked: string[]; close(): void }
interface Fields { which: string; to: string }

/** Gives targets to an inspector or an office: all of an area, or those that are ticked. */
export function AssignTargets({ row, ticked, close }: Props) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const words = useWords();
  const [form] = Form.useForm<Fields>();
  const assign = useAssign(row.campaign.id);
  const failed = assign.error && errorText(assign.error);
  const areas = row.progress.areas.filter(({ area }) => area.name !== row.campaign.area.name);
  const parts = [
    ...(ticked.length ? [{ value: 'ticked', label: t('campaigns.assignChosen', { n: ticked.length }) }] : []),
    { value: row.campaign.area.name, label: t('campaigns.assignAll') },
    ...areas.map(({ area }) => ({ value: area.name, label: say(area.label) })),
  ];
  const whom = [
    { label: t('campaigns.inspector'), options: row.crew.map(({ id, name }) => ({ value: `inspector ${id}`, label: name })) },
    { label: t('campaigns.office'), options: words(row.offices).map(({ value, label }) => ({ value: `office ${value}`, label })) },
    { value: 'nobody', label: t('campaigns.nobody') },
  ];
  const submit = ({ which, to }: Fields) => {
    const [kind, id] = to.split(' ');
    const targets = which === 'ticked' ? { targets: ticked } : { area: which };
    const given = kind === 'inspector' ? { inspector: id } : kind === 'office' ? { office: id } : {};
    assign.mutate({ ...targets, ...given }, { onSuccess: close });
  };
  return (
    <Modal open onCancel={close} title={t('campaigns.assign')} okText={t('campaigns.assign')} cancelText={t('action.cancel')} confirmLoading={assign.isPending} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ which: parts[0]?.value }} onFinish={submit}>
        <p className="ll-soft">{t('campaigns.assignLead')}</p>
        <Form.Item name="which" label={t('campaigns.which')}><Select options={parts} /></Form.Item>
        <Form.Item name="to" label={t('campaigns.givenTo')} rules={[{ required: true, message: t('campaigns.needWhom') }]}><Select options={whom} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
