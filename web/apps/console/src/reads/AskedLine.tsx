import type { AskedAboutMe } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { useExplain } from './queries';
import { WordsForm } from './WordsForm';

/** One question about a look of one's own: which look, and saying why. */
export function AskedLine({ row }: { row: AskedAboutMe }) {
  const { t, word, moment } = useTexts();
  const [writing, write] = useState(false);
  const explain = useExplain(row.id);
  const waits = row.state === 'asked' || row.state === 'contested';
  const found = row.proper === null ? word('question_state', row.state) : t(row.proper ? 'emergency.proper' : 'emergency.improper');
  return (
    <li>
      {t('question.about', { at: moment(row.read_at), action: row.action, purpose: row.purpose, found })}{' '}
      {waits && !row.explained && <Button size="small" onClick={() => write(true)}>{t('question.explain')}</Button>}
      {writing && <WordsForm title={t('question.explain')} lead={t('question.explainLead')} label={t('question.reason')} sent={explain} close={() => write(false)} />}
    </li>
  );
}
