import type { CaseCatalogue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { type Draft, keptDays } from './draft';

interface Props { draft: Draft; catalogue: CaseCatalogue | null; goOn(): void; drop(): void }

/** What was begun at an earlier visit: gone on with, or thrown away. What it says is not shown before. */
export function Offer({ draft, catalogue, goOn, drop }: Props) {
  const { t, say, moment } = useTexts();
  const subclass = catalogue?.subclasses.find(({ id }) => id === draft.subclass);
  return (
    <section className="lp-page">
      <h1>{t('draft.offer')}</h1>
      {subclass && <p><b>{say(subclass.title)}</b></p>}
      <p>{t('draft.changed', { at: moment(new Date(draft.changed_at).toISOString()) })}</p>
      <p className="lp-note">{t('draft.keeps', { n: keptDays })}</p>
      <div className="lp-buttons">
        <Button className="lp-plain" onPress={drop}>{t('draft.drop')}</Button>
        <Button className="lp-main" onPress={goOn}>{t('draft.goOn')}</Button>
      </div>
    </section>
  );
}
