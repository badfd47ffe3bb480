import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';

/** What shows that something was done, and what is still wanted. Photos are asked for first: each look is on the log. */
export function EvidencePanel({ row }: { row: CaseDetail }) {
  const { t, word, moment } = useTexts();
  const [shown, show] = useState(false);
  const files = row.evidence.filter(({ file }) => file);
  const open = shown && row.my_task;
  const marks = open ? row.evidence.filter(({ file }) => !file) : row.evidence;
  return (
    <section className="ll-panel">
      <h2>{t('cases.evidence')}</h2>
      {row.evidence.length === 0 && <p className="ll-soft">{t('cases.evidenceNone')}</p>}
      {open && (
        <ul className="ll-photos">
          {files.map(({ kind, file, at }) => (
            <li key={file}><img src={`/api/cases/files/${file}`} alt={t('cases.photoOf', { kind: word('case_evidence', kind), at: moment(at) })} /><small>{word('case_evidence', kind)}</small></li>
          ))}
        </ul>
      )}
      {marks.length > 0 && <p className="ll-marks">{marks.map(({ kind, at }) => <Mark key={`${kind}${at}`} tone="good" icon={<CheckOutlined />} title={moment(at)}>{word('case_evidence', kind)}</Mark>)}</p>}
      {files.length > 0 && !open && (row.my_task
        ? <><p className="ll-soft">{t('cases.photosAsk')}</p><Button onClick={() => show(true)}>{t('cases.photosShow', { n: files.length })}</Button></>
        : <p className="ll-soft">{t('cases.notMine')}</p>)}
      {!row.closed_at && row.missing.length > 0 && (
        <>
          <h3>{t('cases.missing')}</h3>
          <p className="ll-marks">{row.missing.map((kind) => <Mark key={kind} tone="care">{word('case_evidence', kind)}</Mark>)}</p>
        </>
      )}
    </section>
  );
}
