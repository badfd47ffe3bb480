import { read, type ScannedDoor } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';

interface Props { code: string; report(unit: string): void; declare(unit: string): void; home(at?: string): void; leave(): void }

/** What the code at a door leads to, by who scans it: which unit it is, and what can be done there. Nobody is named. */
export function Door({ code, report, declare, home, leave }: Props) {
  const { t, say } = useTexts();
  const [door, setDoor] = useState<ScannedDoor | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => { read<ScannedDoor>(`/api/housing/qr/${code}`).then(setDoor, setError); }, [code]);
  if (error) {
    return (
      <section className="lp-page">
        <h1>{t('door.bad')}</h1>
        <Failure error={error} />
        <Button className="lp-second" onPress={leave}>{t('portal.letterLeave')}</Button>
      </section>
    );
  }
  if (!door) return <div className="lp-wait" aria-busy="true" />;
  const { unit, stars, view } = door;
  return (
    <section className="lp-page">
      <p className="lp-step">{t('door.here')}</p>
      <h1>{say(unit.label)}</h1>
      <small>{stars === null ? t('housing.noStars') : t('housing.stars', { n: stars })} · {t('portal.code')} {unit.code}</small>
      {view === 'inspector' && <a className="lp-link" href={`/housing/units/${unit.id}`}>{t('housing.openFile')}</a>}
      {view === 'resident' && <Button className="lp-main" onPress={() => home()}>{t('portal.home')}</Button>}
      <Button className="lp-second" onPress={() => report(unit.code)}>{t('door.report')}</Button>
      <Button className="lp-second" onPress={() => declare(unit.code)}>{t('door.declare')}</Button>
      {view === 'anybody' && <Button className="lp-choice" onPress={() => home(code)}><b>{t('door.join')}</b><small>{t('door.joinLead')}</small></Button>}
      <p className="lp-note">{t('door.trust')}</p>
      <Button className="lp-plain" onPress={leave}>{t('portal.letterLeave')}</Button>
    </section>
  );
}
