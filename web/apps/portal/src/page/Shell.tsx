import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Declare } from '../declare/Declare';
import { Follow } from '../follow/Follow';
import { Home } from '../dwelling/Home';
import { Letter } from '../letter/Letter';
import { letterCode } from '../letter/letterCode';
import { Report } from '../report/Report';
import { Language } from './Language';

const tabs = ['report', 'follow', 'declare', 'home'];

/** One column: report a problem, follow my case, declare who lives in or lets a place, my dwelling; before all, what a letter led here for. */
export function Shell() {
  const { t } = useTexts();
  const [tab, setTab] = useState(tabs.find((name) => location.hash === `#${name}`) ?? 'report');
  const [letter, setLetter] = useState(() => letterCode(location.hash));
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => { document.title = t('portal.title'); }, [t]);
  useEffect(() => { if (!letter) history.replaceState(null, '', `#${tab}`); }, [tab, letter]);
  return (
    <div className="lp-shell">
      <header><b>{t('portal.title')}</b><Language /></header>
      {letter && <Letter code={letter} report={() => { setAt(letter); setLetter(null); }} leave={() => setLetter(null)} />}
      {!letter && <Tabs selectedKey={tab} onSelectionChange={(key) => { setAt(null); setTab(String(key)); }}>
        <TabList aria-label={t('portal.title')} className="lp-tabs">
          <Tab id="report">{t('portal.report')}</Tab>
          <Tab id="follow">{t('portal.follow')}</Tab>
          <Tab id="declare">{t('declare.tab')}</Tab>
          <Tab id="home">{t('portal.home')}</Tab>
        </TabList>
        <TabPanel id="report"><Report at={at} /></TabPanel>
        <TabPanel id="follow"><Follow /></TabPanel>
        <TabPanel id="declare"><Declare /></TabPanel>
        <TabPanel id="home"><Home /></TabPanel>
      </Tabs>}
    </div>
  );
}
