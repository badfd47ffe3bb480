import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useReporter } from './queries';
import { VoiceNote } from './VoiceNote';

/** Who reported and what they wrote: asked for first by those who handle it, then shown, with its line on the log. */
export function ReporterPanel({ row }: { row: CaseDetail }) {
  const { t, number } = useTexts();
  const errorText = useErrorText();
  const reporter = useReporter(row.id);
  const shown = reporter.data;
  const failed = reporter.error && errorText(reporter.error);
  const lines = shown && [[t('cases.reporterName'), shown.name], [t('cases.reporterPhone'), shown.phone], [t('cases.reporterEmail'), shown.email]];
  return (
    <section className="ll-panel" aria-live="polite">
      <h2>{t('cases.reporter')}</h2>
      {!row.can_contact && <p className="ll-soft">{t('cases.reporterNone')}</p>}
      {!row.my_task && <p className="ll-soft">{t('cases.notMine')}</p>}
      {row.my_task && !shown && (
        <>
          <p className="ll-soft">{t('cases.reporterAsk')}</p>
          {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
          <Button loading={reporter.isPending} onClick={() => reporter.mutate()}>{t('cases.reporterShow')}</Button>
        </>
      )}
      {lines && <dl className="ll-answers">{lines.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value ?? <span className="ll-soft">{t('cases.reporterBlank')}</span>}</dd></div>)}</dl>}
      {shown && shown.others.length > 0 && (
        <>
          <h3>{t('cases.others', { n: number(shown.others.length) })}</h3>
          {shown.others.map(({ name, phone, email }, index) => <p key={index}>{[name, phone, email].filter(Boolean).join(' · ') || <span className="ll-soft">{t('cases.reporterBlank')}</span>}</p>)}
        </>
      )}
      {shown && shown.words.length > 0 && <><h3>{t('cases.reporterWords')}</h3>{shown.words.map((words, index) => <p key={index}>{words}</p>)}</>}
      {row.voice && row.my_task && <VoiceNote id={row.id} />}
    </section>
  );
}
