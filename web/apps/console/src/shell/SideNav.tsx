import { useTexts } from '@linli/kit/texts';
import { Menu } from 'antd';
import { useLocation } from 'wouter';
import { useParams } from '../page/useParams';
import { useAccount } from '../session/context';
import { navPages } from './navPages';
import { opensElsewhere, type Press } from './opensElsewhere';

/** The left navigation: only what the account may use. */
export function SideNav({ onGo }: { onGo?: () => void }) {
  const { t } = useTexts();
  const { nav } = useAccount();
  const [at, go] = useLocation();
  const [params] = useParams();
  const area = params.get('area');
  const here = navPages.find((page) => at.startsWith(page.path));
  const items = navPages.filter((page) => nav.includes(page.name)).map(({ name, path, key, icon: Icon }) => {
    const to = area ? `${path}?area=${area}` : path;
    return {
      key: name,
      icon: <Icon />,
      label: <a href={to} onClick={(event) => { if (!opensElsewhere(event)) event.preventDefault(); }}>{t(key)}</a>,
      onClick: ({ domEvent }: { domEvent: Press }) => { if (opensElsewhere(domEvent)) return; go(to); onGo?.(); },
    };
  });
  return (
    <nav aria-label={t('shell.nav')}>
      <Menu mode="inline" inlineIndent={14} selectedKeys={here ? [here.name] : []} items={items} />
    </nav>
  );
}
