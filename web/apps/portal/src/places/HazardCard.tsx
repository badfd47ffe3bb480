import { type OwnHazard, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { newId } from '../page/newId';
import { PhotoField } from './PhotoField';

/** An open hazard: what puts it right, by when, and “I have put it right” with a photo. */
export function HazardCard({ row, changed }: { row: OwnHazard; changed(): void }) {
  const { t, say, moment } = useTexts();
  const [asking, ask] = useState(false);
  const [photos, setPhotos] = useState<string[]>([]);
  const [words, setWords] = useState('');
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setError(null);
    try {
      const evidence = photos.map((file) => ({ kind: 'photo', file }));
      await write<OwnHazard>('POST', `/api/housing/own/hazards/${row.id}/put-right`, { id, seen: row.version, evidence, words: words.trim() });
      changed();
    } catch (cause) {
      setError(cause);
    }
  };
  const grave = row.overdue || row.severity.name === 'immediate';
  return (
    <article className="lp-card" id={`hazard-${row.id}`}>
      <b>{say(row.kind.title)}</b>
      <span>{row.unit ? say(row.unit.label) : t('own.whole')}</span>
      <span className="lp-state">{say(row.state.label)}</span>
      <span className={grave ? 'lp-urgent' : 'lp-soft'}>{say(row.severity.label)} · {row.overdue ? `${t('own.overdue')} · ` : ''}{row.suspended ? t('housing.dutySuspended') : t('own.dueBy', { at: moment(row.due_at) })}</span>
      <small><b>{t('own.fix')}</b> {say(row.fix)}</small>
      {row.untrue > 0 && <small>{t('own.untrue', { n: row.untrue })}</small>}
      {!row.may_say && <p className="lp-note">{t(row.state.name === 'said_fixed' ? 'own.waits' : 'own.orderFirst')}</p>}
      {row.may_say && !asking && <div className="lp-buttons"><Button className="lp-main" onPress={() => ask(true)}>{t('own.putRight')}</Button></div>}
      {asking && (
        <>
          <p className="lp-soft">{t('own.needPhoto')}</p>
          <PhotoField label={t('own.photo')} photos={photos} change={setPhotos} />
          <Field long label={t('own.words')} max={2000} value={words} onChange={setWords} />
          <Failure error={error} />
          <div className="lp-buttons">
            <Button className="lp-plain" onPress={() => ask(false)}>{t('own.back')}</Button>
            <Button className="lp-main" isDisabled={photos.length === 0} onPress={() => void send()}>{t('own.send')}</Button>
          </div>
        </>
      )}
    </article>
  );
}
