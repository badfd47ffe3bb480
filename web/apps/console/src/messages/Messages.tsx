import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { useAccount } from '../session/context';
import { HowTab } from './HowTab';
import { MineTab } from './MineTab';
import { OutTab } from './OutTab';

/** Messages: what one was told, how one is told, and for administrators the ways out. */
export default function Messages() {
  const { t } = useTexts();
  const { roles } = useAccount();
  const [params, change] = useParams();
  const items = [
    { key: 'mine', label: t('messages.tabMine'), children: <MineTab /> },
    { key: 'how', label: t('messages.tabHow'), children: <HowTab /> },
    ...(roles.includes('administrator') ? [{ key: 'out', label: t('messages.tabOut'), children: <OutTab /> }] : []),
  ];
  return (
    <Page title={t('messages.title')} lead={t('messages.lead')}>
      <Tabs className="ll-page-tabs" activeKey={params.get('tab') ?? 'mine'} items={items} destroyOnHidden onChange={(tab) => change({ tab: tab === 'mine' ? null : tab })} />
    </Page>
  );
}
