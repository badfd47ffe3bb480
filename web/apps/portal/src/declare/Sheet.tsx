import { address, type DeclarationSheet, send } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { Failure } from '../page/Failure';
import { columns, uses } from './choices';

const declarers = ['employer', 'landlord', 'sub_letter', 'agency', 'operator'] as const;

/** Many at once: a sheet goes up, the good rows are taken and the bad ones come back with what to do. */
export function Sheet({ back }: { back(): void }) {
  const { t, say, word } = useTexts();
  const [by, setBy] = useState('employer');
  const [usedAs, setUsedAs] = useState('dormitory');
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<DeclarationSheet | null>(null);
  const up = async (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    setError(null);
    setDone(null);
    setBusy(true);
    try {
      const form = new FormData();
      form.append('file', file);
      setDone(await send<DeclarationSheet>(address('/api/housing/declarations/sheet', { by, used_as: usedAs }), form));
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  // The mark before it tells spreadsheet programs how the text is written.
  const empty = `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${columns.map((column) => word('declared_column', column)).join(',')}\r\n`)}`;
  return (
    <form onSubmit={(event) => void up(event)}>
      <h1>{t('declare.many')}</h1>
      <p className="lp-soft">{t('declare.sheetLead')}</p>
      <a href={empty} download="declarations.csv">{t('declare.sheetEmpty')}</a>
      <Choice label={t('declare.by')} value={by} options={declarers.map((id) => ({ id, title: word('declared_by', id) }))} onChange={setBy} />
      <Choice label={t('declare.usedAs')} value={usedAs} options={uses.map((id) => ({ id, title: word('declared_use', id) }))} onChange={setUsedAs} />
      <label className="lp-photo" aria-busy={busy}>
        <span>{t('declare.sheet')}</span>
        <input type="file" accept=".csv,.xlsx" disabled={busy} onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      </label>
      <Failure error={error} />
      {done && (
        <div role="status">
          <p className="lp-note">{[t('declare.sheetTaken', { n: done.declared }), t('declare.sheetSame', { n: done.same }), t('declare.sheetAsked', { n: done.asked }), t('declare.sheetBad', { n: done.refused })].join(' · ')}</p>
          <ol className="lp-near">
            {done.faults.map((fault, index) => <li key={index}><b>{t('declare.row', { n: fault.row })}{fault.column ? ` · ${say(fault.column)}` : ''}</b><span>{say(fault.problem)}</span></li>)}
          </ol>
        </div>
      )}
      <div className="lp-buttons">
        <Button className="lp-plain" onPress={back}>{t('declare.back')}</Button>
        <Button type="submit" className="lp-main" isDisabled={busy || !file}>{t('declare.sheetSend')}</Button>
      </div>
    </form>
  );
}
