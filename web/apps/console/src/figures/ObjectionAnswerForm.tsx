import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useAnswerObjection } from './queries';

/** Answers an objection, with a reason. */
export function ObjectionAnswerForm({ id }: { id: string }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [words, setWords] = useState('');
  const [action] = useState(() => crypto.randomUUID());
  const answer = useAnswerObjection(id);
  const failed = answer.error && errorText(answer.error);
  const send = (upheld: boolean) => answer.mutate({ id: action, upheld, words: words.trim() });
  return (
    <div className="ll-deed-form">
      <Input.TextArea rows={2} maxLength={2000} aria-label={t('objection.why')} placeholder={t('objection.why')} value={words} onChange={(event) => setWords(event.target.value)} />
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        <Button type="primary" disabled={!words.trim()} loading={answer.isPending} onClick={() => send(true)}>{t('objection.uphold')}</Button>
        <Button disabled={!words.trim()} loading={answer.isPending} onClick={() => send(false)}>{t('objection.reject')}</Button>
      </div>
    </div>
  );
}
