import type { PasskeyRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';

interface Props { row: PasskeyRow; rename(): void; remove(): void }

/** One passkey: what it is called, since when, when it was last used. */
export function PasskeyLine({ row, rename, remove }: Props) {
  const { t, moment } = useTexts();
  const { name, added_at, used_at, cloned_at } = row;
  return (
    <li className="ll-session ll-passkey">
      <div>
        <strong className="ll-break">{name}</strong>
        <p className="ll-soft">{[t('passkey.added', { at: moment(added_at) }), used_at ? t('passkey.used', { at: moment(used_at) }) : t('passkey.unused')].join(' · ')}</p>
        {cloned_at && <Alert type="error" showIcon title={t('passkey.cloned')} />}
      </div>
      <div className="ll-passkey-deeds">
        <Button aria-label={t('passkey.renameOf', { name })} onClick={rename}>{t('passkey.rename')}</Button>
        <Button aria-label={t('passkey.removeOf', { name })} onClick={remove}>{t('passkey.remove')}</Button>
      </div>
    </li>
  );
}
