import { useTexts } from '@linli/kit/texts';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { go } from '../page/useRoute';
import type { Photo } from '../store/device';
import { useField } from '../sync/useField';
import { type CollectDraft, emptyForm, formOf } from './collect';
import { CollectForm } from './CollectForm';
import { PickClass } from './PickClass';

/** What is noted of a thing or a place where one stands, sent when there is a network; `code` is of the door where one stands already. */
export function CollectPage({ code }: { code: string }) {
  const { t, say } = useTexts();
  const { field, collection } = useField();
  const [draft, setDraft] = useState<CollectDraft | null>(null);
  const latest = useRef<CollectDraft | null>(null);
  useEffect(() => {
    void field.here.fact<CollectDraft>('collect_draft').then((kept) => {
      const begun = { ...emptyForm(), ...kept };
      // What is being filled in stays where it was begun.
      const isEmpty = Object.values(begun.answers).every((answer) => answer.trim() === '') && begun.photos.length === 0;
      latest.current ??= code && isEmpty ? { ...begun, code, address: '', lon: null, lat: null } : begun;
      setDraft(latest.current);
    });
  }, [field, code]);
  const change = async (part: Partial<CollectDraft>, photo?: Photo) => {
    latest.current = { ...(latest.current ?? emptyForm()), ...part };
    const now = latest.current;
    setDraft(now);
    await field.here.keepDraft('collect_draft', now, photo);
  };
  const of = collection.find(({ id }) => id === draft?.class);
  const send = async () => {
    if (!draft || !of) return;
    await field.act([formOf(draft, of, t('field.whereIStand'))], { endsDraft: 'collect_draft' });
    latest.current = null;
    go('outbox');
  };
  return (
    <div className="lf-page">
      <a className="lf-back" href="#/report">{t('field.newReport')}</a>
      <h1>{t('collect.new')}</h1>
      <p className="lf-soft">{t('collect.lead')}</p>
      {collection.length === 0 && <p className="lf-soft">{t('field.notYetHere')}</p>}
      {draft && of && <div className="lf-chosen"><b>{say(of.title)}</b><Button className="lf-second" onPress={() => void change({ class: null })}>{t('field.change')}</Button></div>}
      {draft && of && <CollectForm draft={draft} of={of} change={change} send={send} />}
      {draft && !of && collection.length > 0 && <PickClass classes={collection} choose={(id) => void change({ class: id })} />}
    </div>
  );
}
