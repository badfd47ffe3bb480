import type { CaseDetail } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Ahead } from '../outbox/ahead';
import type { Act } from '../outbox/entry';
import { Choice } from '../page/Choice';
import { TextInput } from '../page/TextInput';
import { PhotoButton } from '../photo/PhotoButton';
import { useField } from '../sync/useField';
import { actOn, lacking, outcomes, pictured, waits } from './deeds';

interface Props { deed: string; row: CaseDetail; now: Ahead; close(): void }

/** Asks what a deed needs, and puts it into the outbox. */
export function DeedForm({ deed, row, now, close }: Props) {
  const { t, word } = useTexts();
  const { field } = useField();
  const [choice, setChoice] = useState('');
  const [words, setWords] = useState('');
  const listed = (list: string, ids: readonly string[]) => ids.map((id) => ({ id, title: word(list, id) }));
  const needsWords = deed === 'decline' || deed === 'wait' || deed === 'note' || (deed === 'resolve' && choice !== '' && choice !== 'fixed');
  const lacks = deed === 'resolve' ? lacking(choice, row, now) : [];
  const ready = (deed === 'note' || deed === 'decline' || choice !== '') && (!needsWords || words.trim() !== '') && lacks.length === 0;
  const made = (): Act['deed'] => {
    if (deed === 'wait') return { deed, waits_for: choice };
    if (deed === 'visit') return { deed, met: choice === 'yes' };
    if (deed === 'resolve') return { deed, outcome: choice };
    return { deed };
  };
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await field.act([actOn(row, made(), words)]).finally(() => setBusy(false));
    close();
  };
  return (
    <section className="lf-form" aria-label={t(`case_do.${deed}` as Key)}>
      <h2>{t(`case_do.${deed}` as Key)}</h2>
      {deed === 'wait' && <Choice label={t('cases.waitsFor')} value={choice} onChange={setChoice} options={listed('case_wait', waits)} />}
      {deed === 'visit' && <Choice label={t('cases.met')} value={choice} onChange={setChoice} options={[{ id: 'yes', title: t('cases.yes') }, { id: 'no', title: t('cases.no') }]} />}
      {deed === 'resolve' && <Choice label={t('cases.how')} value={choice} onChange={setChoice} options={listed('case_outcome', outcomes)} />}
      {deed === 'evidence' && <Choice label={t('cases.evidence')} value={choice} onChange={setChoice} options={listed('case_evidence', pictured)} />}
      {lacks.length > 0 && <p className="lf-failure">{t('field.lacks', { what: lacks.map((kind) => (kind === 'visits' ? t('field.twoVisits') : word('case_evidence', kind))).join(t('field.and')) })}</p>}
      {(deed !== 'evidence') && <TextInput long label={needsWords ? t('cases.why') : t('field.wordsFree')} max={2000} value={words} onChange={setWords} />}
      {deed === 'evidence' && choice !== '' && (
        <PhotoButton main label={t('field.takePhoto', { kind: word('case_evidence', choice) })} taken={async (photo) => { await field.act([actOn(row, { deed, kind: choice }, '', { photos: [photo.sha256] })], { photo }); close(); }} />
      )}
      <div className="lf-buttons">
        <Button className="lf-second" onPress={close}>{t('field.cancel')}</Button>
        {deed !== 'evidence' && <Button className="lf-main" isDisabled={busy || !ready} onPress={() => void submit()}>{t(`case_do.${deed}` as Key)}</Button>}
      </div>
    </section>
  );
}
