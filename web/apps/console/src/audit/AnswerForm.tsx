import { useTexts } from '@linli/kit/texts';
import { useAnswer } from '../reads/queries';
import { VerdictForm } from '../reads/VerdictForm';

/** Asks whether a look was proper, and for the answer that the person reads. */
export function AnswerForm({ id, close }: { id: string; close(): void }) {
  const { t } = useTexts();
  const answer = useAnswer(id);
  return <VerdictForm title={t('question.answer')} lead={t('question.answerLead')} label={t('question.answerWords')} sent={answer} close={close} />;
}
