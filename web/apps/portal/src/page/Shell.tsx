import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Follow } from '../follow/Follow';
import { Home } from '../home/Home';
import { Report } from '../report/Report';
import { Language } from './Language';

const tabs = ['report', 'follow', 'home'];

/** One column: report a problem, follow my case, my dwelling. */
export function Shell() {
  const { t } = useTexts();
  const [tab, setTab] = useState(tabs.find((name) => location.hash === `#${name}`) ?? 'report');
  useEffect(() => { document.title = t('portal.title'); }, [t]);
  useEffect(() => { history.replaceState(null, '', `#${tab}`); }, [tab]);
  return (
    <div className="lp-shell">
      <header><b>{t('portal.title')}</b><Language /></header>
      <Tabs selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
        <TabList aria-label={t('portal.title')} className="lp-tabs">
          <Tab id="report">{t('portal.report')}</Tab>
          <Tab id="follow">{t('portal.follow')}</Tab>
          <Tab id="home">{t('portal.home')}</Tab>
        </TabList>
        <TabPanel id="report"><Report /></TabPanel>
        <TabPanel id="follow"><Follow /></TabPanel>
        <TabPanel id="home"><Home /></TabPanel>
      </Tabs>
    </div>
  );
}
