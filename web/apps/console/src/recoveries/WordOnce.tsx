import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Code } from '../page/Code';

/** One of the two words for the holder of an account, shown once. */
export function WordOnce({ login, word, done }: { login: string; word: string; done(): void }) {
  const { t } = useTexts();
  return (
    <div className="ll-enrol">
      <p>{t('recovery.word', { login })}</p>
      <Code value={word} />
      <div className="ll-row-actions"><Button type="primary" onClick={done}>{t('invitation.close')}</Button></div>
    </div>
  );
}
