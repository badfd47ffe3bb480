import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Failure } from '../page/Failure';
import { server } from '../sync/server';
import { useField } from '../sync/useField';
import { CaseView } from './CaseView';

/** A case: from this device where it was taken along, else asked for once. */
export function CasePage({ id }: { id: string }) {
  const { t } = useTexts();
  const { cases } = useField();
  const kept = cases.find((each) => each.id === id)?.detail;
  const [asked, setAsked] = useState<CaseDetail | null>(null);
  const [error, setError] = useState<unknown>(null);
  const isHere = kept !== undefined;
  useEffect(() => { if (!isHere) server.show(id).then(setAsked, setError); }, [id, isHere]);
  const row = kept ?? asked;
  return (
    <div className="lf-page">
      <a className="lf-back" href="#/today">{t('field.back')}</a>
      {row ? <CaseView row={row} /> : <Failure error={error} known={error ? t('field.notTaken') : undefined} />}
    </div>
  );
}
