import { type CaseSubclass, type Nearby, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Field } from '../page/Field';
import type { Draft } from './draft';
import { Stoppers } from './Stoppers';

interface Props { draft: Draft; subclass: CaseSubclass; change(part: Partial<Draft>): void; join(id: string): void }

/** Where it is: an address, or where the reporter stands; and what was reported nearby already, to report it too. */
export function StepWhere({ draft, subclass, change, join }: Props) {
  const { t, say, word, number } = useTexts();
  const [failed, setFailed] = useState(false);
  const [near, setNear] = useState<Nearby[]>([]);
  const { lon, lat } = draft;
  useEffect(() => {
    if (lon === null || lat === null) return;
    // Without it the report goes on all the same.
    read<Nearby[]>('/api/report/nearby', { subclass: subclass.id, lon, lat }).then(setNear, () => setNear([]));
  }, [lon, lat, subclass.id]);
  const locate = () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => { setFailed(false); change({ code: '', lon: coords.longitude, lat: coords.latitude }); },
    () => setFailed(true),
    { enableHighAccuracy: true, timeout: 15_000 },
  );
  return (
    <>
      <h1>{t('portal.where')}</h1>
      <Stoppers subclass={subclass} answers={{}} />
      {draft.code && !draft.address.trim() && <p className="lp-note">{t('portal.atCode', { code: draft.code })} <Button className="lp-plain" onPress={() => change({ code: '' })}>{t('portal.elsewhere')}</Button></p>}
      <Field label={t('portal.address')} hint={t('portal.addressHint')} value={draft.address} onChange={(address) => change({ address })} />
      {'geolocation' in navigator && <Button className="lp-second" onPress={locate}>{lon === null ? t('portal.locate') : t('portal.located')}</Button>}
      {failed && <p className="lp-failure" role="alert">{t('portal.noPosition')}</p>}
      {near.length > 0 && (
        <section className="lp-near">
          <h2>{t('portal.near')}</h2>
          <ul>
            {near.map((each) => (
              <li key={each.id}>
                <b>{say(each.label)}</b><small>{word('case_state', each.state)} · {t('portal.metres', { n: number(each.distance_m) })}</small>
                <Button className="lp-second" aria-label={`${t('portal.meToo')} · ${say(each.label)}`} onPress={() => join(each.id)}>{t('portal.meToo')}</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
