import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import { useLocation } from 'wouter';
import { useErrorText } from '../page/useErrorText';
import { useIssueNotice } from './queries';

interface Props { kind: string; of: { hazard?: string; unit?: string }; close(): void }

/** Issues a notice of what was done, with the legal basis where one is stated, and leads to the paper. */
export function IssueNotice({ kind, of, close }: Props) {
  const { t, word } = useTexts();
  const errorText = useErrorText();
  const [, go] = useLocation();
  const [form] = Form.useForm<{ basis?: string }>();
  const issue = useIssueNotice();
  const failed = issue.error && errorText(issue.error);
  const title = t('notices.issue', { kind: word('notice_kind', kind) });
  return (
    <Modal open onCancel={close} title={title} okText={title} cancelText={t('action.cancel')} confirmLoading={issue.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ basis }) => issue.mutate({ kind, ...of, basis: basis?.trim() ?? '' }, { onSuccess: ({ id }) => go(`/housing/notices/${id}`) })}>
        <p className="ll-soft">{t('notices.issueLead')}</p>
        <Form.Item name="basis" label={t('notices.basis')} extra={t('notices.basisHint')}><Input.TextArea rows={2} maxLength={400} /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
