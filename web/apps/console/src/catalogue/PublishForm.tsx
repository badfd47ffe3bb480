import type { CatalogueDraft } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { Field } from './Field';
import { useDropDraft, usePublishDraft } from './queries';

/** Today in the reader's own days. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Publishes the saved draft from a day on, with a reason, or throws it away. Whoever wrote in it leaves it to somebody else. */
export function PublishForm({ draft, unsaved }: { draft: CatalogueDraft; unsaved: boolean }) {
  const { t, moment } = useTexts();
  const errorText = useErrorText();
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState('');
  const publish = usePublishDraft();
  const drop = useDropDraft();
  if (draft.revision === 0) return null;
  const mine = draft.drafters.some(({ me }) => me);
  const broken = publish.error ?? drop.error;
  const failed = broken && errorText(broken);
  const ready = !mine && !unsaved && draft.faults.length === 0 && reason.trim() !== '' && from !== '';
  const who = draft.drafters.map(({ name }) => name).join(t('catalogue.between'));
  return (
    <section className="ll-panel" aria-label={t('catalogue.publish')}>
      <h2>{t('catalogue.publish')}</h2>
      <p className="ll-soft">{t('catalogue.drafted', { n: draft.revision, who: who || t('catalogue.fromFiles'), at: moment(draft.changed_at) })}</p>
      {mine ? <Alert type="info" showIcon title={t('catalogue.notByWriter')} /> : (
        <>
          <Field name={t('catalogue.holdsFrom')}><Input type="date" aria-label={t('catalogue.holdsFrom')} min={today()} value={from} onChange={(event) => setFrom(event.target.value)} /></Field>
          <Field name={t('catalogue.reason')}><Input.TextArea rows={2} maxLength={500} aria-label={t('catalogue.reason')} value={reason} onChange={(event) => setReason(event.target.value)} /></Field>
        </>
      )}
      {draft.faults.length > 0 && <p className="ll-soft">{t('catalogue.notWithFaults')}</p>}
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        {!mine && <Button type="primary" disabled={!ready} loading={publish.isPending} onClick={() => publish.mutate({ seen: draft.revision, holds_from: from, reason: reason.trim() })}>{t('catalogue.publish')}</Button>}
        <Popconfirm title={t('catalogue.dropAsk')} okText={t('catalogue.drop')} cancelText={t('catalogue.keep')} disabled={unsaved} onConfirm={() => drop.mutate({ seen: draft.revision })}>
          <Button disabled={unsaved} loading={drop.isPending}>{t('catalogue.drop')}</Button>
        </Popconfirm>
      </div>
    </section>
  );
}
