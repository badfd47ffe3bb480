import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { Bell } from '../messages/Bell';
import { SignIn } from '../session/SignIn';
import { unsentOf } from '../sync/Field';
import { useField } from '../sync/useField';
import { clockTime } from './clockTime';

/** One line that says how things stand: connected or not, what waits, when last synchronised. */
export function StateLine() {
  const { t, locale } = useTexts();
  const { field, link, busy, entries, syncedAt, full } = useField();
  const unsent = unsentOf(entries);
  const stuck = entries.filter(({ state }) => state === 'stuck').length;
  const state = link === 'signed_out' || link === 'other' ? 'signedOut' : link;
  return (
    <header className={`lf-state lf-state-${state}`}>
      <div role="status">
        <b>{t(`field.link.${state}`)}</b>
        <span>{unsent === 0 ? t('field.allSent') : t('field.unsent', { n: unsent })}{stuck > 0 && ` · ${t('field.stuck', { n: stuck })}`}</span>
        <small>{syncedAt ? t('field.synced', { at: clockTime(syncedAt, locale) }) : t('field.neverSynced')}</small>
      </div>
      <Bell />
      <Button className="lf-sync" isDisabled={busy} onPress={() => void field.sync(true)}>{busy ? t('field.syncing') : t('field.sync')}</Button>
      {full && <p className="lf-failure" role="alert">{t('field.full')}</p>}
      {state === 'signedOut' && <SignIn again />}
    </header>
  );
}
