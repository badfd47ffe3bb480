import { address, type CampaignDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { ExportMenu } from '../page/ExportMenu';
import { Mark } from '../page/Mark';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { CampaignLayer } from './CampaignLayer';
import { CampaignProgress } from './CampaignProgress';
import { CampaignTargets } from './CampaignTargets';
import { CloseCampaign } from './CloseCampaign';

/** What the list was drawn by, in words. */
function useConditions({ campaign, conditions }: CampaignDetail): string {
  const { t, say, word } = useTexts();
  const { tier, stars_at_most, hazard, days, building_use, unit_use } = conditions;
  const named = (name: string, value: string) => `${name}: ${value}`;
  const parts = [
    tier && named(t('campaigns.tierAtLeast'), say(tier.label)),
    stars_at_most !== null && named(t('campaigns.starsAtMost'), t('housing.stars', { n: stars_at_most })),
    hazard && named(t('campaigns.hazard'), say(hazard.label)),
    days !== null && t('campaigns.daysN', { n: days }),
    building_use && named(t('campaigns.buildingUse'), word('use', building_use)),
    unit_use && named(t('campaigns.unitUse'), word('use', unit_use)),
  ].filter((part): part is string => Boolean(part));
  return [say(campaign.area.label), say(campaign.of.label), ...(parts.length ? parts : [t('campaigns.noConditions')])].join(' · ');
}

/** A campaign that was read: its head, its report, and its three parts. */
export function CampaignWhole({ row }: { row: CampaignDetail }) {
  const { t, day } = useTexts();
  const [params, change] = useParams();
  const [closing, setClosing] = useState(false);
  const drawnBy = useConditions(row);
  const { campaign } = row;
  const tab = params.get('tab') ?? 'progress';
  const items = [
    { key: 'progress', label: t('campaigns.progress'), children: <section className="ll-panel"><CampaignProgress row={row} /></section> },
    { key: 'targets', label: t('campaigns.list'), children: <section className="ll-panel"><CampaignTargets row={row} /></section> },
    { key: 'map', label: t('campaigns.map'), children: <section className="ll-panel"><CampaignLayer row={row} /></section> },
  ];
  const files = [
    { label: t('campaigns.listCsv'), href: address(`/api/housing/campaigns/${campaign.id}/targets`, { format: 'csv' }) },
    { label: t('campaigns.areasCsv'), href: `/api/housing/campaigns/${campaign.id}/areas` },
  ];
  const none = { state: null, q: null, sort: null, page: null, size: null, which: null };
  return (
    <Page
      title={campaign.title} lead={campaign.purpose}
      facts={<>
        <Mark tone={campaign.closed_at ? 'plain' : 'fine'}>{t(campaign.closed_at ? 'campaigns.closed' : 'campaigns.open')}</Mark>
        <span>{t('campaigns.started')}: {day(campaign.started_on)}</span>
        {campaign.until && <span>{t('campaigns.until')}: {day(campaign.until)}</span>}
      </>}
      actions={<><ExportMenu files={files} />{row.runs && <Button onClick={() => setClosing(true)}>{t('campaigns.close')}</Button>}</>}
    >
      <p className="ll-soft">{t('campaigns.conditions')}: {drawnBy}</p>
      {row.report && <section className="ll-panel"><h2>{t('campaigns.report')}</h2><p className="ll-said">{row.report}</p></section>}
      <Tabs activeKey={tab} items={items} destroyOnHidden className="ll-housing-tabs" onChange={(key) => change({ ...none, tab: key === 'progress' ? null : key })} />
      {closing && <CloseCampaign id={campaign.id} close={() => setClosing(false)} />}
    </Page>
  );
}
