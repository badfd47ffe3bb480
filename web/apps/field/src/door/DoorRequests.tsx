import { type DwellingRequest, type Page, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { heard, within } from '../sync/server';
import { useField } from '../sync/useField';
import { DoorCard } from './DoorCard';

const confirming = ['grid_worker', 'street_officer', 'community_officer'];

/** Who asks to be bound to a dwelling of one's grid: asked for with a connection, kept nowhere. */
export function DoorRequests() {
  const { t } = useTexts();
  const { account, link } = useField();
  const [rows, setRows] = useState<DwellingRequest[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (!account?.roles.some((role) => confirming.includes(role))) return null;
  const ask = () => {
    setError(null);
    heard(read<Page<DwellingRequest>>('/api/dwellings/requests', { state: 'waiting', size: 50 }, within(30))).then((page) => setRows(page.rows), setError);
  };
  return (
    <section className="lf-form" aria-label={t('dwelling.requests')}>
      <h2>{t('dwelling.requests')}</h2>
      <Failure error={error} />
      {rows === null && <Button className="lf-second" isDisabled={link !== 'online'} onPress={ask}>{t('field.doorShow')}</Button>}
      {rows?.length === 0 && <p className="lf-soft">{t('dwelling.noRequests')}</p>}
      {rows?.map((row) => <DoorCard key={row.id} row={row} done={ask} />)}
    </section>
  );
}
