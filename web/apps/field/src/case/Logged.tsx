import { type CaseDetail, type CaseReporter, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { heard } from '../sync/server';
import { useField } from '../sync/useField';
import { Spoken } from './Spoken';

/** Photos, the voice note and the reporter: asked for with a connection, each look on the log, nothing of it kept on this device. */
export function Logged({ row }: { row: CaseDetail }) {
  const { t, word } = useTexts();
  const { link } = useField();
  const [photos, setPhotos] = useState(false);
  const [reporter, setReporter] = useState<CaseReporter | null>(null);
  const [error, setError] = useState<unknown>(null);
  const files = row.evidence.filter(({ file }) => file);
  if (!row.my_task || (files.length === 0 && !row.can_contact && !row.voice)) return null;
  const ask = () => { setError(null); heard(read<CaseReporter>(`/api/cases/${row.id}/reporter`)).then(setReporter, setError); };
  const off = link !== 'online';
  return (
    <section className="lf-form">
      <h2>{t('field.logged')}</h2>
      <p className="lf-soft">{t(off ? 'field.loggedOffline' : 'field.loggedLead')}</p>
      <Failure error={error} />
      {files.length > 0 && !photos && <Button className="lf-second" isDisabled={off} onPress={() => setPhotos(true)}>{t('cases.photosShow', { n: files.length })}</Button>}
      {photos && files.map(({ kind, file }) => <img key={file} className="lf-picture" src={`/api/cases/files/${file ?? ''}`} alt={word('case_evidence', kind)} />)}
      {row.voice && <Spoken id={row.id} off={off} />}
      {row.can_contact && !reporter && <Button className="lf-second" isDisabled={off} onPress={ask}>{t('cases.reporterShow')}</Button>}
      {reporter && (
        <dl className="lf-facts">
          {reporter.name && <div><dt>{t('cases.reporterName')}</dt><dd>{reporter.name}</dd></div>}
          {reporter.phone && <div><dt>{t('cases.reporterPhone')}</dt><dd><a href={`tel:${reporter.phone}`}>{reporter.phone}</a></dd></div>}
          {reporter.others.map(({ name, phone, email }, index) => <div key={index}><dt>{t('cases.others', { n: index + 1 })}</dt><dd>{name} {phone && <a href={`tel:${phone}`}>{phone}</a>} {email}</dd></div>)}
          {reporter.words.map((words) => <div key={words}><dt>{t('cases.reporterWords')}</dt><dd>{words}</dd></div>)}
        </dl>
      )}
    </section>
  );
}
