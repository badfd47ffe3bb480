import { type OwnPlaces as Own, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useCallback, useEffect, useState } from 'react';
import { Failure } from '../page/Failure';
import { BuildingCard } from './BuildingCard';
import { NoticePage } from './NoticePage';
import { TaskList } from './TaskList';

/** What to do next, the most urgent first, then building by building what is open there; or one notice, whole. */
export function OwnPlaces() {
  const { t } = useTexts();
  const [own, setOwn] = useState<Own | null>(null);
  const [notice, open] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(async () => {
    try {
      setOwn(await read<Own>('/api/housing/own'));
    } catch (cause) {
      setError(cause);
    }
  }, []);
  useEffect(() => { void load(); }, [load]);
  const changed = () => void load();
  if (error) return <Failure error={error} />;
  if (!own) return <div className="lp-wait" aria-busy="true" />;
  if (notice) return <NoticePage id={notice} changed={changed} back={() => open(null)} />;
  return (
    <>
      <h1>{t('own.title')}</h1>
      <p className="lp-note">{t(own.buildings.length === 0 ? 'own.none' : 'own.trust')}</p>
      {own.buildings.length > 0 && <TaskList tasks={own.next} open={open} />}
      {own.buildings.map((row) => <BuildingCard key={row.building.id} row={row} open={open} changed={changed} />)}
    </>
  );
}
