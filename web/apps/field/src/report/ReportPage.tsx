import { useTexts } from '@linli/kit/texts';
import { useEffect, useRef, useState } from 'react';
import { go } from '../page/useRoute';
import { useField } from '../sync/useField';
import type { Photo } from '../store/device';
import { PickWhat } from './PickWhat';
import { ReportForm } from './ReportForm';
import { type Draft, empty, entryOf } from './told';

/** Something found: told where one stands, sent when there is a network. */
export function ReportPage() {
  const { t } = useTexts();
  const { field, catalogue } = useField();
  const [draft, setDraft] = useState<Draft | null>(null);
  const latest = useRef<Draft | null>(null);
  useEffect(() => {
    void field.here.fact<Draft>('draft').then((kept) => { latest.current ??= { ...empty(), ...kept }; setDraft(latest.current); });
  }, [field]);
  const change = async (part: Partial<Draft>, photo?: Photo) => {
    latest.current = { ...(latest.current ?? empty()), ...part };
    const now = latest.current;
    setDraft(now);
    await field.here.keepDraft('draft', now, photo);
  };
  const subclass = catalogue?.subclasses.find(({ id }) => id === draft?.subclass);
  const send = async () => {
    if (!draft || !subclass || !catalogue) return;
    await field.act([entryOf(draft, subclass, t('field.whereIStand'), catalogue.version)], { endsDraft: 'draft' });
    latest.current = null;
    go('outbox');
  };
  if (!catalogue) return <div className="lf-page"><h1>{t('field.newReport')}</h1><p className="lf-soft">{t('field.notYetHere')}</p></div>;
  if (!draft) return <div className="lf-page lf-wait" />;
  return (
    <div className="lf-page">
      <h1>{t('field.newReport')}</h1>
      {!subclass && <a className="lf-second lf-link" href="#/micro/new">{t('micro.new')}</a>}
      {!subclass && <a className="lf-second lf-link" href="#/collect">{t('collect.new')}</a>}
      {subclass ? <ReportForm draft={draft} subclass={subclass} change={change} send={send} /> : <PickWhat catalogue={catalogue} choose={(id) => void change({ subclass: id, answers: {} })} />}
    </div>
  );
}
