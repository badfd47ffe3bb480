import { useTexts } from '@linli/kit/texts';
import { useEffect, useRef, useState } from 'react';
import { go } from '../page/useRoute';
import type { Photo } from '../store/device';
import { useField } from '../sync/useField';
import { empty, entryOf, type MicroDraft } from './found';
import { NewMicroForm } from './NewMicroForm';

/** A micro-event found: taken down where one stands, sent when there is a network. */
export function NewMicroPage() {
  const { t } = useTexts();
  const { field, microKinds } = useField();
  const [draft, setDraft] = useState<MicroDraft | null>(null);
  const latest = useRef<MicroDraft | null>(null);
  useEffect(() => {
    void field.here.fact<MicroDraft>('micro_draft').then((kept) => { latest.current ??= { ...empty(), ...kept }; setDraft(latest.current); });
  }, [field]);
  const change = async (part: Partial<MicroDraft>, photo?: Photo) => {
    latest.current = { ...(latest.current ?? empty()), ...part };
    const now = latest.current;
    setDraft(now);
    await field.here.keepDraft('micro_draft', now, photo);
  };
  const send = async () => {
    const kind = microKinds.find(({ id }) => id === draft?.kind);
    if (!draft || !kind) return;
    await field.act([entryOf(draft, kind, t('field.whereIStand'))], { endsDraft: 'micro_draft' });
    latest.current = null;
    go(`micro/${draft.id}`);
  };
  return (
    <div className="lf-page">
      <a className="lf-back" href="#/report">{t('field.newReport')}</a>
      <h1>{t('micro.new')}</h1>
      {microKinds.length === 0 && <p className="lf-soft">{t('field.notYetHere')}</p>}
      {draft && microKinds.length > 0 && <NewMicroForm draft={draft} kinds={microKinds} change={change} send={send} />}
    </div>
  );
}
