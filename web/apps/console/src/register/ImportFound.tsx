import type { RegisterImport } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { isGoing } from './imports';

/** How far an import has come, what it brings, and which rows it does not. */
export function ImportFound({ row }: { row: RegisterImport }) {
  const { t, say, word, number } = useTexts();
  const { done, total } = row;
  if (isGoing(row)) {
    const said = { stage: word('import_state', row.state), done: number(done), total: number(total) };
    return <p aria-live="polite">{t(total > 0 ? 'imports.goingOf' : 'imports.going', said)}</p>;
  }
  if (row.failure) return <p>{say(row.failure)}</p>;
  const told = [...row.rejects, ...row.warnings].slice(0, 5);
  return (
    <>
      {Object.entries(row.tallies).map(([kind, { created, changed, unchanged, retired }]) => (
        <div key={kind}>{t('imports.tally', { kind: word('import_kind', kind), created: number(created), changed: number(changed), unchanged: number(unchanged), retired: number(retired) })}</div>
      ))}
      {row.version !== null && <div className="ll-soft">{t('imports.version', { version: number(row.version) })}</div>}
      {row.rejected > 0 && <div>{t('imports.rejected', { n: number(row.rejected) })} <a href={`/api/imports/${row.id}/rejects`} download>{t('imports.rejects')}</a></div>}
      {row.warned > 0 && <div>{t('imports.warned', { n: number(row.warned) })}</div>}
      {told.map(({ row: at, column, message }) => <div key={`${at}:${column}:${message.en}`} className="ll-soft ll-small">{t('imports.rowN', { row: number(at) })} {column} {say(message)}</div>)}
    </>
  );
}
