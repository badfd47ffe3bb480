import type { OwnObjection } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** One's own objection: where it stands, what becomes of the duty meanwhile, and how it was decided. */
export function Objection({ row }: { row: OwnObjection }) {
  const { t, say, moment } = useTexts();
  return (
    <section className="lp-card" aria-label={t('own.objection')}>
      <b>{t('own.objection')}</b>
      <span className="lp-state">{say(row.state.label)}</span>
      {row.reasons && <p>{row.reasons}</p>}
      {row.decided_at ? <small>{moment(row.decided_at)}</small> : <><small>{t('own.decideBy', { at: moment(row.decide_until) })}</small><small>{say(row.effect.label)}</small></>}
      {row.answer && <p><b>{t('own.answer')}</b> {row.answer}</p>}
    </section>
  );
}
