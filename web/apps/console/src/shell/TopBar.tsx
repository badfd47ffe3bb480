import { MenuOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Bell } from '../messages/Bell';
import { useNarrow } from '../page/useNarrow';
import { useAccount } from '../session/context';
import { AccountMenu } from './AccountMenu';
import { AreaPicker } from './AreaPicker';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';
import { SearchBox } from './SearchBox';

/** The bar over every page. */
export function TopBar({ openNav }: { openNav: () => void }) {
  const { t } = useTexts();
  const { nav } = useAccount();
  const narrow = useNarrow();
  const places = nav.includes('register') || nav.includes('map');
  return (
    <header className="ll-top">
      {narrow && <Button type="text" icon={<MenuOutlined />} aria-label={t('shell.menu')} onClick={openNav} />}
      <Brand />
      {places && !narrow && <AreaPicker />}
      <span className="ll-grow" />
      {places && <SearchBox />}
      {!narrow && <LanguageSwitch />}
      <Bell />
      <AccountMenu />
    </header>
  );
}
