import { ApiError, type RegisterDeed } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useEdit, useLook } from './edits';
import { Follows } from './Follows';

/** What stands in the fields of an edit. */
export type EditValues = Record<string, string | string[] | boolean | undefined>;

interface Props { title: string; lead: string; initial?: EditValues; deed(values: EditValues): RegisterDeed; close(): void; children?: ReactNode }

/** Asks what is to be done and why, shows what follows, and does it at the second press. */
export function EditForm({ title, lead, initial, deed, close, children }: Props) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [form] = Form.useForm<EditValues>();
  const look = useLook();
  const edit = useEdit(close);
  const seen = look.data;
  const error = look.error ?? edit.error;
  const failed = error && errorText(error);
  const send = (values: EditValues) => {
    if (!seen) {
      edit.reset();
      look.mutate(deed(values));
      return;
    }
    edit.mutate({ id: seen.id, seen: seen.preview.seen, deed: seen.deed, reason: String(values.reason) }, {
      // Where somebody was faster, what follows is looked at anew; where nobody answered, the same press is sent again.
      onError: (cause) => { if (cause instanceof ApiError && cause.status === 409) look.reset(); },
    });
  };
  // What follows is of what was looked at.
  const change = (changed: EditValues) => {
    if (Object.keys(changed).some((name) => name !== 'reason')) { look.reset(); edit.reset(); }
  };
  return (
    <Modal open onCancel={close} destroyOnHidden title={title} okText={seen ? title : t('edit.look')} cancelText={t('action.cancel')} confirmLoading={look.isPending || edit.isPending} onOk={() => form.submit()}>
      <Form<EditValues> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={send} onValuesChange={change}>
        <p className="ll-soft">{lead}</p>
        {children}
        <Form.Item name="reason" label={t('edit.why')} extra={t('edit.whyHelp')} rules={[{ required: true, whitespace: true, message: t('edit.needWhy') }]}>
          <Input maxLength={1000} />
        </Form.Item>
        {seen && <Follows preview={seen.preview} />}
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      </Form>
    </Modal>
  );
}
