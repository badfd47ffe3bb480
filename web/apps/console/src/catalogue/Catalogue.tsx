import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { DraftTab } from './DraftTab';
import { RoutingTab } from './RoutingTab';
import { VersionsTab } from './VersionsTab';

/** A place's own catalogue: the draft of the next version, the rules of routing, and the versions there were. */
export default function Catalogue() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const tab = params.get('tab') ?? 'draft';
  const items = [
    { key: 'draft', label: t('catalogue.tab.draft') },
    { key: 'routing', label: t('catalogue.tab.routing') },
    { key: 'versions', label: t('catalogue.tab.versions') },
  ];
  return (
    <Page title={t('catalogue.title')} lead={t('catalogue.lead')}>
      <Tabs activeKey={tab} items={items} className="ll-page-tabs" onChange={(key) => change({ tab: key === 'draft' ? null : key })} />
      {tab === 'draft' && <DraftTab />}
      {tab === 'routing' && <RoutingTab />}
      {tab === 'versions' && <VersionsTab />}
    </Page>
  );
}
