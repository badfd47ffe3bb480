import { useTexts } from '@linli/kit/texts';
import { useEffect } from 'react';
import { CallPanel } from '../call/CallPanel';
import { CasePage } from '../case/CasePage';
import { CollectPage } from '../collect/CollectPage';
import { HazardPage } from '../follow/HazardPage';
import { MapPage } from '../map/MapPage';
import { Me } from '../me/Me';
import { MicroPage } from '../micro/MicroPage';
import { NewMicroPage } from '../micro/NewMicroPage';
import { OutboxPage } from '../outbox/OutboxPage';
import { ReportPage } from '../report/ReportPage';
import { SignIn } from '../session/SignIn';
import { useField } from '../sync/useField';
import { Today } from '../tasks/Today';
import { FindPlace } from '../visit/FindPlace';
import { VisitPage } from '../visit/VisitPage';
import { NavBar } from './NavBar';
import { StateLine } from './StateLine';
import { useRoute } from './useRoute';

/** One column with the state on top and the ways at the thumb. */
export function Shell() {
  const { t } = useTexts();
  const { begun, account, away } = useField();
  const { page, id } = useRoute();
  useEffect(() => { document.title = t('field.title'); }, [t]);
  if (!begun) return <div className="lf-shell lf-wait" />;
  if (!isSecureContext) return <main className="lf-shell lf-page"><h1>{t('field.title')}</h1><p>{t('field.insecure')}</p></main>;
  if (!account) return <SignIn />;
  return (
    <div className="lf-shell">
      <StateLine />
      <CallPanel />
      <main id="content" key={account.login}>
        {!away && <>
          {page === 'today' && <Today />}
          {page === 'case' && <CasePage key={id} id={id} />}
          {page === 'micro' && (id === 'new' ? <NewMicroPage /> : <MicroPage key={id} id={id} />)}
          {page === 'map' && <MapPage id={id} />}
          {page === 'visit' && (id === 'new' ? <FindPlace /> : <VisitPage key={id} id={id} />)}
          {page === 'hazard' && <HazardPage key={id} id={id} />}
          {page === 'collect' && <CollectPage key={id} code={id} />}
          {page === 'report' && <ReportPage />}
          {page === 'outbox' && <OutboxPage />}
          {page === 'me' && <Me />}
        </>}
      </main>
      {!away && <NavBar page={page} />}
    </div>
  );
}
