import { useTexts } from '@linli/kit/texts';
import { Language } from '../page/Language';
import { useField } from '../sync/useField';
import { DoorRequests } from '../door/DoorRequests';
import { DutyPanel } from '../duty/DutyPanel';
import { PushPanel } from '../messages/PushPanel';
import { OwnFigures } from './OwnFigures';
import { SignOut } from './SignOut';

/** Who is signed in, how this device keeps what is done, language, sign-out. */
export function Me() {
  const { t, say, word } = useTexts();
  const { account, kept, cases } = useField();
  if (!account) return null;
  const installed = matchMedia('(display-mode: standalone)').matches;
  return (
    <div className="lf-page">
      <h1>{account.name}</h1>
      <p className="lf-soft">{say(account.office)} · {word('role', account.role)}</p>
      <DutyPanel />
      <dl className="lf-facts lf-facts-wide">
        <div><dt>{t('field.taken')}</dt><dd>{t('field.takenCases', { n: cases.length })}</dd></div>
        <div><dt>{t('field.storage')}</dt><dd>{t(kept ? 'field.storageKept' : 'field.storageLoose')}</dd></div>
        <div><dt>{t('field.position')}</dt><dd>{t('field.positionNever')}</dd></div>
      </dl>
      <DoorRequests />
      <OwnFigures />
      <PushPanel />
      {!installed && <p className="lf-note">{t('field.install')}</p>}
      <Language />
      <SignOut />
    </div>
  );
}
