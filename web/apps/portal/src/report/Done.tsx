import type { Begun } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';

/** The number and the word to follow it by; of what was reported too, whether it joined what was there. */
export function Done({ begun, meToo, again }: { begun: Begun; meToo: boolean; again(): void }) {
  const { t, say, moment } = useTexts();
  return (
    <section className="lp-page lp-done">
      <h1>{t('portal.done')}</h1>
      {meToo && <p>{t(begun.joined ? 'portal.joined' : 'portal.alone')}</p>}
      <dl>
        <div><dt>{t('portal.number')}</dt><dd>{begun.number}</dd></div>
        {begun.word && <div><dt>{t('portal.word')}</dt><dd>{begun.word}</dd></div>}
      </dl>
      {begun.word && <p className="lp-note">{t('portal.keep')}</p>}
      <p>{t('portal.goes', { office: say(begun.office.title) })}{begun.due_at && <br />}{begun.due_at && t('portal.due', { at: moment(begun.due_at) })}</p>
      <Button className="lp-second" onPress={again}>{t('portal.another')}</Button>
    </section>
  );
}
