import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Drawer, Form, Input, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useNarrow } from '../page/useNarrow';
import { useAccount } from '../session/context';
import { AreaSelect } from './AreaSelect';
import { InvitationLink } from './InvitationLink';
import { useInvite, useRoles } from './queries';

interface Fields { login: string; role: string; area: string; zh: string; en: string; lang: string }

/** Asks whom to invite, as what and where; then shows the link, once. */
export function InviteForm({ close }: { close(): void }) {
  const { t, say, word, lang } = useTexts();
  const narrow = useNarrow();
  const [form] = Form.useForm<Fields>();
  const errorText = useErrorText();
  const { office } = useAccount();
  const roles = useRoles().data ?? [];
  const invite = useInvite();
  const picked = Form.useWatch('role', form);
  const chosen = roles.find(({ role }) => role === picked);
  const failed = invite.error && errorText(invite.error);
  const send = ({ zh, en, ...rest }: Fields) => invite.mutate({ ...rest, office: { zh, en } });
  // The whole installation is a choice too: its path is empty.
  const given = async (_: unknown, path?: string) => { if (path === undefined) throw new Error(t('invitation.needArea')); };
  const text = (message: string) => [{ required: true, whitespace: true, max: 60, message }];
  return (
    <Drawer open onClose={close} title={t('invitation.new')} size={narrow ? '100%' : 480}>
      {invite.data ? <InvitationLink invited={invite.data} done={close} /> : (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ ...office, lang }} onFinish={send}>
          <p className="ll-soft ll-undo-lead">{t('invitation.lead')}</p>
          <Form.Item name="login" label={t('invitation.login')} rules={[{ required: true, pattern: /^[\w.@-]{2,64}$/, message: t('invitation.needLogin') }]}><Input autoComplete="off" maxLength={64} /></Form.Item>
          <Form.Item name="role" label={t('invitation.role')} extra={chosen && say(chosen.does)} rules={[{ required: true, message: t('invitation.needRole') }]}>
            <Select placeholder={t('invitation.needRole')} options={roles.map(({ role, title }) => ({ value: role, label: say(title) }))} />
          </Form.Item>
          <Form.Item name="area" label={t('invitation.area')} extra={chosen && t('invitation.usually', { level: word('level', chosen.level) })} rules={[{ validator: given }]}><AreaSelect /></Form.Item>
          <Form.Item name="zh" label={t('invitation.officeZh')} rules={text(t('invitation.needOffice'))}><Input maxLength={60} /></Form.Item>
          <Form.Item name="en" label={t('invitation.officeEn')} rules={text(t('invitation.needOffice'))} extra={t('invitation.needOffice')}><Input maxLength={60} /></Form.Item>
          <Form.Item name="lang" label={t('invitation.lang')}><Select options={['zh', 'en'].map((value) => ({ value, label: word('language', value) }))} /></Form.Item>
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
          <Button type="primary" htmlType="submit" block loading={invite.isPending}>{t('invitation.send')}</Button>
        </Form>
      )}
    </Drawer>
  );
}
