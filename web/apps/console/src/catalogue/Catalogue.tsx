import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { useAccount } from '../session/context';
import { DraftTab } from './DraftTab';
import { RoutingTab } from './RoutingTab';
import { VersionsTab } from './VersionsTab';

/** A place's own catalogue: the draft of the next version, the rules of routing, and the versions there were. */
export default function Catalogue() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const { areas } = useAccount();
  // The catalogue is written for the whole place; rules are set in one's own area.
  const whole = areas.some(({ path }) => path === '');
  const first = whole ? 'draft' : 'routing';
  const tab = params.get('tab') ?? first;
  const all = [
    { key: 'draft', label: t('catalogue.tab.draft') },
    { key: 'routing', label: t('catalogue.tab.routing') },
    { key: 'versions', label: t('catalogue.tab.versions') },
  ];
  const items = all.filter(({ key }) => whole || key === 'routing');
  return (
    <Page title={t('catalogue.title')} lead={t('catalogue.lead')}>
      <Tabs activeKey={tab} items={items} className="ll-page-tabs" onChange={(key) => change({ tab: key === first ? null : key })} />
      {tab === 'draft' && <DraftTab />}
      {tab === 'routing' && <RoutingTab />}
      {tab === 'versions' && <VersionsTab />}
    </Page>
  );
}
