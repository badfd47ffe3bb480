import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Declare } from '../declare/Declare';
import { Follow } from '../follow/Follow';
import { Report } from '../report/Report';
import { Language } from './Language';

/** One column: report a problem, follow my case, declare who lives in or lets a place. */
export function Shell() {
  const { t } = useTexts();
  const [tab, setTab] = useState(['#follow', '#declare'].includes(location.hash) ? location.hash.slice(1) : 'report');
  useEffect(() => { document.title = t('portal.title'); }, [t]);
  useEffect(() => { history.replaceState(null, '', `#${tab}`); }, [tab]);
  return (
    <div className="lp-shell">
      <header><b>{t('portal.title')}</b><Language /></header>
      <Tabs selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
        <TabList aria-label={t('portal.title')} className="lp-tabs">
          <Tab id="report">{t('portal.report')}</Tab>
          <Tab id="follow">{t('portal.follow')}</Tab>
          <Tab id="declare">{t('declare.tab')}</Tab>
        </TabList>
        <TabPanel id="report"><Report /></TabPanel>
        <TabPanel id="follow"><Follow /></TabPanel>
        <TabPanel id="declare"><Declare /></TabPanel>
      </Tabs>
    </div>
  );
}
