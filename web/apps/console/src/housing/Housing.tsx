import { address } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { BuildingsTab } from './BuildingsTab';
import { CampaignsTab } from './CampaignsTab';
import { DeclarationsTab } from './DeclarationsTab';
import { HazardsTab } from './HazardsTab';
import { JointsTab } from './JointsTab';
import { NoticesTab } from './NoticesTab';
import { ObjectionsTab } from './ObjectionsTab';
import { OverviewTab } from './OverviewTab';
import { PlanTab } from './PlanTab';
import { RatingsTab } from './RatingsTab';
import { useVerifies } from './useVerifies';

const gone = ['q', 'sort', 'page', 'size', 'after', 'stars', 'tier', 'rating', 'which', 'kind', 'group', 'severity', 'state', 'office', 'unit', 'view', 'on', 'inspector'];

/** Rental housing: how it stands, and its buildings, hazards, notices, ratings, objections and declarations as lists. */
export default function Housing() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const verifies = useVerifies();
  const tab = params.get('tab') ?? 'overview';
  const items = [
    { key: 'overview', label: t('housing.tab.overview'), children: <OverviewTab /> },
    { key: 'buildings', label: t('housing.tab.buildings'), children: <section className="ll-panel"><BuildingsTab /></section> },
    { key: 'hazards', label: t('housing.tab.hazards'), children: <section className="ll-panel"><HazardsTab /></section> },
    { key: 'notices', label: t('housing.tab.notices'), children: <section className="ll-panel"><NoticesTab /></section> },
    { key: 'joint', label: t('joints.tab'), children: <section className="ll-panel"><JointsTab /></section> },
    { key: 'ratings', label: t('housing.tab.ratings'), children: <section className="ll-panel"><RatingsTab /></section> },
    { key: 'objections', label: t('housing.tab.objections'), children: <section className="ll-panel"><ObjectionsTab /></section> },
    { key: 'plan', label: t('plan.tab'), children: <section className="ll-panel"><PlanTab /></section> },
    { key: 'campaigns', label: t('campaigns.tab'), children: <section className="ll-panel"><CampaignsTab /></section> },
    ...(verifies ? [{ key: 'declarations', label: t('housing.tab.declarations'), children: <section className="ll-panel"><DeclarationsTab /></section> }] : []),
  ];
  // What one list was asked for says nothing to another.
  const go = (key: string) => change({ ...Object.fromEntries(gone.map((name) => [name, null])), tab: key === 'overview' ? null : key });
  return (
    <Page title={t('housing.title')} lead={t('housing.lead')} actions={<Link to={address('/housing/stars', { area: params.get('area') })}>{t('starMap.title')}</Link>}>
      <Tabs activeKey={tab} items={items} destroyOnHidden className="ll-housing-tabs" onChange={go} />
    </Page>
  );
}
