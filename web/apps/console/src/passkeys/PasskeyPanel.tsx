import type { PasskeyRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { AddPasskey } from './AddPasskey';
import { PasskeyLine } from './PasskeyLine';
import { useOffered, usePasskeys } from './queries';
import { RemovePasskey } from './RemovePasskey';
import { RenamePasskey } from './RenamePasskey';

interface Open { add?: boolean; rename?: PasskeyRow; remove?: PasskeyRow }

/** The passkeys of one's own account; nothing where there are none and none can be. */
export function PasskeyPanel() {
  const { t } = useTexts();
  const { origin, here } = useOffered();
  const held = usePasskeys();
  const [open, show] = useState<Open>({});
  const close = () => show({});
  if (held.isError) return <ErrorState error={held.error} retry={() => void held.refetch()} />;
  if (!held.data || (!origin && !held.data.length)) return null;
  return (
    <section className="ll-panel">
      <div className="ll-session">
        <h2>{t('passkey.title')}</h2>
        {here && <Button type="primary" onClick={() => show({ add: true })}>{t('passkey.add')}</Button>}
      </div>
      <p className="ll-soft">{t('passkey.lead')}</p>
      {origin && !here && <p className="ll-soft ll-break">{t('passkey.away', { origin })}</p>}
      {!held.data.length && <p className="ll-soft">{t('passkey.none')}</p>}
      <ul className="ll-sign-on-list">
        {held.data.map((row) => <PasskeyLine key={row.id} row={row} rename={() => show({ rename: row })} remove={() => show({ remove: row })} />)}
      </ul>
      {open.add && <AddPasskey close={close} />}
      {open.rename && <RenamePasskey row={open.rename} close={close} />}
      {open.remove && <RemovePasskey row={open.remove} close={close} />}
    </section>
  );
}
