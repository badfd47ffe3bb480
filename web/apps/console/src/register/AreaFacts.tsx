import type { AreaFacts as Facts } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Figure } from '../page/Figure';

/** How much is registered in an area. */
export function AreaFacts({ facts }: { facts: Facts | undefined }) {
  const { t, number } = useTexts();
  return (
    <dl className="ll-figures">
      <Figure name={t('register.buildings')} value={number(facts?.buildings)} />
      <Figure name={t('register.units')} value={number(facts?.units)} />
      <Figure name={t('register.estates')} value={number(facts?.estates)} />
      <Figure name={t('register.thoroughfares')} value={number(facts?.thoroughfares)} />
    </dl>
  );
}
