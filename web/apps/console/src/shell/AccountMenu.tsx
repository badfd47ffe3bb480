import { LaptopOutlined, LogoutOutlined, MacCommandOutlined, QuestionCircleOutlined, TranslationOutlined, UserOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useKeys } from '../page/useKeys';
import { useNarrow } from '../page/useNarrow';
import { useAccount } from '../session/context';
import { useSignOut } from '../session/queries';
import { KeysDialog } from './KeysDialog';

/** Who is signed in, what the keys do, and the way out. */
export function AccountMenu() {
  const { t, word, say, lang, setLang } = useTexts();
  const account = useAccount();
  const signOut = useSignOut();
  const narrow = useNarrow();
  const [, go] = useLocation();
  const own = useRef<HTMLButtonElement>(null);
  const [keysOpen, setKeysOpen] = useState(false);
  // Where the focus was, and goes again: an entry of the menu is gone by then, so that it is the menu's button.
  const before = useRef<HTMLElement | null>(null);
  const showKeys = (from: Element | null) => {
    if (keysOpen) return;
    before.current = from instanceof HTMLElement ? from : null;
    setKeysOpen(true);
  };
  const asked = () => showKeys(document.activeElement);
  // The second one is the question mark of a Chinese keyboard.
  useKeys({ '?': asked, '\uff1f': asked });
  const other = lang === 'zh' ? 'en' : 'zh';
  const items = [
    { key: 'who', disabled: true, label: <span className="ll-who"><b>{account.name}</b><small>{[word('role', account.role), say(account.office)].filter((part) => part !== '–').join(' · ')}</small></span> },
    { type: 'divider' as const },
    { key: 'security', icon: <LaptopOutlined />, label: t('security.title'), onClick: () => go('/security') },
    { key: 'why', icon: <QuestionCircleOutlined />, label: t('why.title'), onClick: () => go('/why') },
    { key: 'keys', icon: <MacCommandOutlined />, label: t('keys.title'), onClick: () => showKeys(own.current) },
    { key: 'lang', icon: <TranslationOutlined />, label: `${t('shell.language')}: ${t(`lang.${other}`)}`, onClick: () => setLang(other) },
    { key: 'out', icon: <LogoutOutlined />, label: t('session.signOut'), onClick: () => signOut.mutate() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button ref={own} type="text" icon={<UserOutlined />} aria-label={`${t('shell.account')} ${account.name}`}>{!narrow && account.name}</Button>
      </Dropdown>
      <KeysDialog open={keysOpen} close={() => setKeysOpen(false)} closed={() => before.current?.focus()} />
    </>
  );
}
