import { useTexts } from '@linli/kit/texts';
import { type Verdict, VerdictForm } from '../reads/VerdictForm';
import { useReviewEmergency } from './queries';

/** Asks whether an emergency was proper, and why; whoever opened it reads the answer. */
export function ReviewForm({ id, close }: { id: string; close(): void }) {
  const { t } = useTexts();
  const { isPending, error, mutate } = useReviewEmergency(id);
  const send = ({ verdict, words }: Verdict, then: { onSuccess(): void }) => mutate({ verdict, note: words }, then);
  return <VerdictForm title={t('emergency.review')} lead={t('emergency.reviewLead')} label={t('emergency.note')} sent={{ isPending, error, mutate: send }} close={close} />;
}
