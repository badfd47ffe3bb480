import { useTexts } from '@linli/kit/texts';
import { useField } from '../sync/useField';
import { microsAhead } from './ahead';
import { MicroCard } from './MicroCard';

const due = (at: string | null): number => (at ? Date.parse(at) : Infinity);

/** Micro-events to be put right, what is due first on top; and those that somebody else is to verify. */
export function MicroList() {
  const { t } = useTexts();
  const { micro, entries } = useField();
  const all = microsAhead(micro, entries).sort((a, b) => due(a.dueAt) - due(b.dueAt));
  const [toVerify, toFix] = [all.filter(({ waits }) => waits), all.filter(({ waits }) => !waits)];
  return (
    <>
      {toVerify.length > 0 && <h2>{t('micro.toVerify')}<small>{toVerify.length}</small></h2>}
      {toVerify.map((row) => <MicroCard key={row.id} row={row} />)}
      {toFix.length > 0 && <h2>{t('micro.mine')}<small>{toFix.length}</small></h2>}
      {toFix.map((row) => <MicroCard key={row.id} row={row} />)}
    </>
  );
}
