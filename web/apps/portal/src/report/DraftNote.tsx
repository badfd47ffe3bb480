import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { keptDays } from './draft';

interface Props { isKept: boolean; busy: boolean; drop(): void }

/** Where the draft lies and for how long, and the way to be rid of it at once. */
export function DraftNote({ isKept, busy, drop }: Props) {
  const { t } = useTexts();
  return (
    <>
      <p><small>{isKept ? t('draft.keeps', { n: keptDays }) : t('draft.notKept')}</small></p>
      <Button className="lp-plain" isDisabled={busy} onPress={drop}>{t('draft.drop')}</Button>
    </>
  );
}
