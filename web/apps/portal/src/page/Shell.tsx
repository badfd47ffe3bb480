import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Declare } from '../declare/Declare';
import { Door } from '../door/Door';
import { doorCodeIn } from '../dwelling/doorCodeIn';
import { Follow } from '../follow/Follow';
import { Home } from '../dwelling/Home';
import { Letter } from '../letter/Letter';
import { letterCode } from '../letter/letterCode';
import { Notice } from '../notice/Notice';
import { noticeIn } from '../notice/noticeIn';
import { Places } from '../places/Places';
import { Report } from '../report/Report';
import { PublicStars } from '../stars/PublicStars';
import { Language } from './Language';
import { useOnline } from './useOnline';

const tabs = ['report', 'follow', 'declare', 'home', 'places', 'stars'];

/** One column: report a problem, follow my case, declare who lives in or lets a place, my dwelling, the places I answer for, published stars; before all, what a letter, the code at a door or a notice on paper led here for. */
export function Shell() {
  const { t, lang } = useTexts();
  const online = useOnline();
  const [tab, setTab] = useState(tabs.find((name) => location.hash === `#${name}`) ?? 'report');
  const [letter, setLetter] = useState(() => letterCode(location.hash));
  const [door, setDoor] = useState(() => doorCodeIn(location.hash));
  const [notice, setNotice] = useState(() => noticeIn(location.hash));
  /** The code of the dwelling that is filled in where one is asked for, and the code at its door. */
  const [at, setAt] = useState<{ unit?: string; door?: string }>({});
  useEffect(() => { document.title = t('portal.title'); }, [t]);
  // Whoever installs it installs it in their language.
  useEffect(() => { document.querySelector('link[rel=manifest]')?.setAttribute('href', `/portal/manifest.${lang}.webmanifest`); }, [lang]);
  useEffect(() => { if (!letter && !door && !notice) history.replaceState(null, '', `#${tab}`); }, [tab, letter, door, notice]);
  useEffect(() => {
    // Another code may be scanned while the page is open.
    const look = () => {
      const [scanned, shown] = [doorCodeIn(location.hash), noticeIn(location.hash)];
      if (scanned || shown) { setDoor(scanned); setNotice(shown); }
    };
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  const go = (to: string, filled: { unit?: string; door?: string }) => { setAt(filled); setTab(to); setLetter(null); setDoor(null); };
  const led = letter !== null || door !== null || notice !== null;
  return (
    <div className="lp-shell">
      <header><b>{t('portal.title')}</b><Language /></header>
      {!online && <p className="lp-failure" role="status">{t('draft.offline')}</p>}
      {door && <Door key={door} code={door} report={(unit) => go('report', { unit })} declare={(unit) => go('declare', { unit })} home={(code) => go('home', { door: code })} leave={() => setDoor(null)} />}
      {notice && !door && <Notice key={notice.digest} {...notice} leave={() => setNotice(null)} />}
      {letter && !door && !notice && <Letter code={letter} report={() => go('report', { unit: letter })} leave={() => setLetter(null)} />}
      {!led && <Tabs selectedKey={tab} onSelectionChange={(key) => { setAt({}); setTab(String(key)); }}>
        <TabList aria-label={t('portal.title')} className="lp-tabs">
          <Tab id="report">{t('portal.report')}</Tab>
          <Tab id="follow">{t('portal.follow')}</Tab>
          <Tab id="declare">{t('declare.tab')}</Tab>
          <Tab id="home">{t('portal.home')}</Tab>
          <Tab id="places">{t('own.tab')}</Tab>
          <Tab id="stars">{t('stars.tab')}</Tab>
        </TabList>
        <TabPanel id="report"><Report at={at.unit ?? null} /></TabPanel>
        <TabPanel id="follow"><Follow /></TabPanel>
        <TabPanel id="declare"><Declare at={at.unit} /></TabPanel>
        <TabPanel id="home"><Home at={at.door} /></TabPanel>
        <TabPanel id="places"><Places /></TabPanel>
        <TabPanel id="stars"><PublicStars /></TabPanel>
      </Tabs>}
    </div>
  );
}
