import { LaptopOutlined, LogoutOutlined, QuestionCircleOutlined, TranslationOutlined, UserOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Dropdown } from 'antd';
import { useLocation } from 'wouter';
import { useNarrow } from '../page/useNarrow';
import { useAccount } from '../session/context';
import { useSignOut } from '../session/queries';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t, word, say, lang, setLang } = useTexts();
  const account = useAccount();
  const signOut = useSignOut();
  const narrow = useNarrow();
  const [, go] = useLocation();
  const other = lang === 'zh' ? 'en' : 'zh';
  const items = [
    { key: 'who', disabled: true, label: <span className="ll-who"><b>{account.name}</b><small>{[word('role', account.role), say(account.office)].filter((part) => part !== '–').join(' · ')}</small></span> },
    { type: 'divider' as const },
    { key: 'security', icon: <LaptopOutlined />, label: t('security.title'), onClick: () => go('/security') },
    { key: 'why', icon: <QuestionCircleOutlined />, label: t('why.title'), onClick: () => go('/why') },
    { key: 'lang', icon: <TranslationOutlined />, label: `${t('shell.language')}: ${t(`lang.${other}`)}`, onClick: () => setLang(other) },
    { key: 'out', icon: <LogoutOutlined />, label: t('session.signOut'), onClick: () => signOut.mutate() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" icon={<UserOutlined />} aria-label={`${t('shell.account')} ${account.name}`}>{!narrow && account.name}</Button>
    </Dropdown>
  );
}
