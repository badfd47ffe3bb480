import { useTexts } from '@linli/kit/texts';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { CollectionsTab } from '../collections/CollectionsTab';
import { DutyTab } from '../dispatch/DutyTab';
import { FiguresTab } from '../figures/FiguresTab';
import { MicroTab } from '../micro/MicroTab';
import { Page } from '../page/Page';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { InboxTab } from './InboxTab';
import { LeadsTab } from './LeadsTab';
import { ListTab } from './ListTab';
import { MapTab } from './MapTab';
import { NewCase } from './NewCase';
import { useInbox, useLiveCases } from './queries';

/** Cases: what needs me now, all of them, and the leads that may become one. */
export default function Cases() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const area = useArea();
  const [open, setOpen] = useState(false);
  useLiveCases();
  const inbox = useInbox(area).data;
  const leads = inbox?.leads ?? 0;
  const tab = params.get('tab') ?? 'inbox';
  const items = [
    { key: 'inbox', label: t('cases.tab.inbox') },
    { key: 'list', label: t('cases.tab.list') },
    { key: 'map', label: t('caseMap.tab') },
    { key: 'micro', label: t('micro.tab') },
    { key: 'collections', label: t('collect.new') },
    ...(leads > 0 || tab === 'leads' ? [{ key: 'leads', label: t('cases.tab.leads') }] : []),
    ...(typeof inbox?.on_duty === 'number' || tab === 'duty' ? [{ key: 'duty', label: t('duty.tab', { n: inbox?.on_duty ?? 0 }) }] : []),
    ...(inbox?.supervises || tab === 'figures' ? [{ key: 'figures', label: t('figures.tab') }] : []),
  ];
  return (
    <Page title={t('cases.title')} lead={t('cases.lead')} actions={<Button type="primary" onClick={() => setOpen(true)}>{t('cases.new')}</Button>}>
      <Tabs activeKey={tab} items={items} className="ll-page-tabs" onChange={(key) => change({ tab: key === 'inbox' ? null : key, after: null })} />
      {tab === 'inbox' && <InboxTab area={area} />}
      {tab === 'list' && <ListTab area={area} />}
      {tab === 'map' && <MapTab area={area} seesDuty={typeof inbox?.on_duty === 'number'} />}
      {tab === 'micro' && <MicroTab area={area} />}
      {tab === 'collections' && <CollectionsTab area={area} />}
      {tab === 'leads' && <LeadsTab area={area} />}
      {tab === 'duty' && <DutyTab area={area} />}
      {tab === 'figures' && <FiguresTab area={area} />}
      <NewCase open={open} close={() => setOpen(false)} />
    </Page>
  );
}
