import { MenuOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Bell } from '../messages/Bell';
import { useNarrow } from '../page/useNarrow';
import { useAccount } from '../session/context';
import { AccountMenu } from './AccountMenu';
import { AreaPicker } from './AreaPicker';
import { Brand } from './Brand';
import { searchesOf } from './finds';
import { LanguageSwitch } from './LanguageSwitch';
import { SearchBox } from './SearchBox';

/** The bar over every page. */
export function TopBar({ openNav }: { openNav: () => void }) {
  const { t } = useTexts();
  const { nav } = useAccount();
  const narrow = useNarrow();
  const { places, cases } = searchesOf(nav);
  return (
    <header className="ll-top">
      {narrow && <Button type="text" icon={<MenuOutlined />} aria-label={t('shell.menu')} onClick={openNav} />}
      <Brand />
      {places && !narrow && <AreaPicker />}
      <span className="ll-grow" />
      {(places || cases) && <SearchBox />}
      {!narrow && <LanguageSwitch />}
      <Bell />
      <AccountMenu />
    </header>
  );
}
