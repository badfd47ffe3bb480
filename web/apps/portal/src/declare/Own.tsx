import { type Declaration, type OwnDeclarations, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useCallback, useEffect, useState } from 'react';
import { Failure } from '../page/Failure';
import { DeclarationCard } from './DeclarationCard';

/** What one declared, and what others declared of oneself: that comes first where it waits for an answer. */
export function Own() {
  const { t } = useTexts();
  const [own, setOwn] = useState<OwnDeclarations | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(async () => {
    try {
      setOwn(await read<OwnDeclarations>('/api/housing/declarations/own'));
    } catch (cause) {
      setError(cause);
    }
  }, []);
  useEffect(() => { void load(); }, [load]);
  if (error) return <Failure error={error} />;
  if (!own) return <div className="lp-wait" aria-busy="true" />;
  const card = (row: Declaration) => <DeclarationCard key={`${row.id}-${row.version}`} row={row} changed={() => void load()} />;
  return (
    <>
      {own.named.length > 0 && <><h2>{t('declare.named')}</h2>{own.named.map(card)}</>}
      <h2>{t('declare.mine')}</h2>
      {own.made.length === 0 && <p className="lp-soft">{t('declare.none')}</p>}
      {own.made.map(card)}
    </>
  );
}
