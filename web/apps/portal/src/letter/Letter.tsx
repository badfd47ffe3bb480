import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';

/** What the letter to a dwelling leads to: what registering is good for, what to say where, and nothing asked. */
export function Letter({ code, report, leave }: { code: string; report(): void; leave(): void }) {
  const { t } = useTexts();
  return (
    <section className="lp-page">
      <h1>{t('portal.letter')}</h1>
      <p>{t('portal.letterWhy')}</p>
      <h2>{t('portal.letterHow')}</h2>
      <ul className="lp-steps">
        <li>{t('portal.letterVisit')}</li>
        <li>{t('portal.letterCode')}</li>
      </ul>
      <div className="lp-done"><dl><div><dt>{t('portal.code')}</dt><dd>{code}</dd></div></dl></div>
      <p className="lp-note">{t('portal.letterNothing')}</p>
      <div className="lp-buttons">
        <Button className="lp-second" onPress={report}>{t('portal.letterReport')}</Button>
        <Button className="lp-plain" onPress={leave}>{t('portal.letterLeave')}</Button>
      </div>
    </section>
  );
}
