import { detector } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Field } from '../page/Field';
import { DoorScanner } from './DoorScanner';

/** The code at a door: by the camera where the browser reads codes, or copied. */
export function DoorCode({ code, change }: { code: string; change(code: string): void }) {
  const { t } = useTexts();
  const [scans, setScans] = useState(false);
  const found = (seen: string) => { change(seen); setScans(false); };
  return (
    <>
      {scans && <DoorScanner found={found} close={() => setScans(false)} />}
      {!scans && detector() && <Button className="lp-second" onPress={() => setScans(true)}>{t('portal.scan')}</Button>}
      <Field label={t('dwelling.code')} max={60} value={code} onChange={change} />
    </>
  );
}
