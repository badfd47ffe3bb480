import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Ahead } from '../outbox/ahead';
import { position } from '../page/position';
import { PhotoButton } from '../photo/PhotoButton';
import { useField } from '../sync/useField';
import { actOn } from './deeds';

/** What has to be shown before the case can be closed as fixed, each with its button. */
export function Needed({ row, now }: { row: CaseDetail; now: Ahead }) {
  const { t, word } = useTexts();
  const { field } = useField();
  const [lost, setLost] = useState(false);
  const open = now.offers.includes('evidence');
  const here = async () => {
    const at = await position();
    setLost(at === null);
    if (at) await field.act([actOn(row, { deed: 'evidence', kind: 'location_near', attachment: null }, '', at)]);
  };
  const done = [...new Set(now.evidence)];
  if (row.closed_at) return null;
  return (
    <section>
      <h2>{t('field.needed')}</h2>
      <ul className="lf-needed">
        {done.map((kind) => <li key={kind} className="lf-done"><span aria-hidden="true">✓</span>{word('case_evidence', kind)}</li>)}
        {now.missing.map((kind) => (
          <li key={kind}>
            {!open && <><span aria-hidden="true">○</span>{word('case_evidence', kind)}</>}
            {open && kind === 'location_near' && <Button className="lf-second" onPress={() => void here()}>{t('field.iAmHere')}</Button>}
            {open && kind === 'contact' && <Button className="lf-second" onPress={() => void field.act([actOn(row, { deed: 'contact' })])}>{t('field.iSpoke')}</Button>}
            {open && kind !== 'location_near' && kind !== 'contact' && (
              <PhotoButton label={t('field.takePhoto', { kind: word('case_evidence', kind) })} taken={(photo) => field.act([actOn(row, { deed: 'evidence', kind }, '', { photos: [photo.sha256] })], { photo })} />
            )}
          </li>
        ))}
        {now.missing.length === 0 && done.length === 0 && <li>{t('field.nothingNeeded')}</li>}
      </ul>
      {lost && <p className="lf-failure" role="alert">{t('field.noPosition')}</p>}
      {now.missing.includes('location_near') && open && <p className="lf-soft">{t('field.positionOnce')}</p>}
    </section>
  );
}
