import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useAccounts } from '../accounts/queries';
import { Code } from '../page/Code';
import { useErrorText } from '../page/useErrorText';
import { useSetHook } from './queries';

interface Fields { account: string; url: string }

/** Asks whose messages go where, and shows the secret once. */
export function HookForm({ close }: { close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [q, look] = useState('');
  const found = useAccounts({ area: null, state: null, page: 1, size: 20, q: q || null }, true);
  const set = useSetHook();
  const failed = set.error && errorText(set.error);
  const secret = set.data?.secret;
  const options = found.data?.rows.map(({ id, login, name }) => ({ value: id, label: `${login} · ${name}` }));
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden mask={{ closable: false }} title={t('messages.newHook')}>
      {secret && (
        <div className="ll-enrol">
          <p className="ll-soft">{t('messages.secret')}</p>
          <Code value={secret} />
          <Button type="primary" onClick={close}>{t('messages.done')}</Button>
        </div>
      )}
      {!secret && (
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => set.mutate(fields)}>
          <Form.Item name="account" label={t('messages.account')} rules={[{ required: true, message: t('messages.needAccount') }]}>
            <Select showSearch={{ filterOption: false, onSearch: look }} loading={found.isPending} options={options} />
          </Form.Item>
          <Form.Item name="url" label={t('messages.url')} rules={[{ required: true, whitespace: true, message: t('messages.needAddress') }]}>
            <Input type="url" placeholder="https://" maxLength={2000} />
          </Form.Item>
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.action} />}
          <Button type="primary" htmlType="submit" loading={set.isPending}>{t('messages.newHook')}</Button>
        </Form>
      )}
    </Modal>
  );
}
