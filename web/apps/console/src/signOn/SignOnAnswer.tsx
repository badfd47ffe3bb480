import { type Key, useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { useParams } from '../page/useParams';
import { answers } from './answers';

/** What came of a sign-on, as the address that the provider's page led back to says it. */
export function SignOnAnswer() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const answer = params.get('sign_on') ?? '';
  if (!answers.includes(answer)) return null;
  const kind = answer === 'bound' ? 'success' : 'warning';
  return (
    <div className="ll-sign-on-answer" role="status">
      <Alert type={kind} showIcon closable={{ onClose: () => change({ sign_on: null }, true) }} title={t(`signOn.answer.${answer}` as Key)} />
    </div>
  );
}
