import type { OwnFact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useWishFor } from './queries';

/** Says for another that a fact on them is wrong, with what is right where one knows it. */
export function WrongFact({ proxy, fact }: { proxy: string; fact: OwnFact }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const wish = useWishFor(proxy, fact.id);
  const failed = wish.error && errorText(wish.error);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{t('proxy.wrong')}</Button>
      <Modal open={open} onCancel={close} footer={null} destroyOnHidden title={t('proxy.wrong')}>
        <Form<{ value?: string }> layout="vertical" requiredMark={false} onFinish={({ value }) => wish.mutate(value?.trim() ?? '', { onSuccess: close })}>
          <p className="ll-soft ll-undo-lead">{t('proxy.wrongLead')}</p>
          {fact.takes_value && <Form.Item name="value" label={t('proxy.right')}><Input maxLength={60} type={fact.field === 'birth_date' ? 'date' : 'text'} /></Form.Item>}
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
          <Button type="primary" htmlType="submit" loading={wish.isPending}>{t('proxy.wrong')}</Button>
        </Form>
      </Modal>
    </>
  );
}
