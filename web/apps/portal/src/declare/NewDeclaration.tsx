import { type Declaration, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { newId } from '../page/newId';
import { blank, body, capacities, type Capacity, changed, dayOf, documents, type Draft, isWhole, tiesOf, uses } from './choices';

/** Asks where, as what and of whom; nothing else of a person. `at` is the code of the unit, where it is known. */
export function NewDeclaration({ at = '', back }: { at?: string; back(): void }) {
  const { t, word } = useTexts();
  const [draft, setDraft] = useState<Draft>(() => ({ ...blank(newId(), dayOf(new Date())), unit: at }));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((now) => changed(now, part));
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setBusy(true);
    try {
      await write<Declaration>('POST', '/api/housing/declarations', body(draft));
      back();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <h1>{t('declare.new')}</h1>
      <Choice label={t('declare.by')} value={draft.by} options={capacities.map((id) => ({ id, title: word('declared_by', id) }))} onChange={(by) => change({ by: by as Capacity })} />
      <Field label={t('declare.unit')} hint={t('declare.unitHint')} max={80} value={draft.unit} onChange={(unit) => change({ unit })} />
      <Choice label={t('declare.usedAs')} value={draft.used_as} options={uses.map((id) => ({ id, title: word('declared_use', id) }))} onChange={(used_as) => change({ used_as })} />
      <Choice label={t('declare.whose')} value={draft.own ? 'own' : 'other'} options={[{ id: 'own', title: t('declare.own') }, { id: 'other', title: t('declare.other') }]} onChange={(whose) => change({ own: whose === 'own' })} />
      <Choice label={t('declare.tie')} value={draft.tie} options={tiesOf(draft.by, draft.own, draft.used_as).map((id) => ({ id, title: word('declared_tie', id) }))} onChange={(tie) => change({ tie })} />
      <Field label={t('declare.name')} max={80} value={draft.name} onChange={(name) => change({ name })} />
      <Choice label={t('declare.document')} value={draft.document} options={documents.map((id) => ({ id, title: word('declared_document', id) }))} onChange={(document) => change({ document })} />
      <Field label={t('declare.number')} hint={draft.own ? t('declare.numberOwn') : undefined} max={40} value={draft.number} onChange={(number) => change({ number })} />
      <Field label={t('declare.phone')} type="tel" max={30} value={draft.phone} onChange={(phone) => change({ phone })} />
      <Field label={t('declare.from')} type="date" value={draft.from} onChange={(from) => change({ from })} />
      <Field label={t('declare.until')} type="date" value={draft.until} onChange={(until) => change({ until })} />
      <Failure error={error} />
      <div className="lp-buttons">
        <Button className="lp-plain" onPress={back}>{t('declare.back')}</Button>
        <Button type="submit" className="lp-main" isDisabled={busy || !isWhole(draft)}>{t('declare.send')}</Button>
      </div>
    </form>
  );
}
