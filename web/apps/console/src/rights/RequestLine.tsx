import type { OwnFactRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Mark, type Tone } from '../page/Mark';
import { useTakeBack } from './queries';

const tones: Record<string, Tone> = { offered: 'care', accepted: 'good', refused: 'bad' };

/** What one asked about a fact, how far it is, and taking it back. */
export function RequestLine({ request }: { request: OwnFactRequest }) {
  const { t, say, word, moment } = useTexts();
  const takeBack = useTakeBack(request.id);
  const offered = request.state === 'offered';
  const state = offered && request.sent ? 'sent' : request.state;
  return (
    <p className="ll-own-request">
      <Mark tone={tones[request.state]}>{word('request_state', state)}</Mark>
      <span>{t(request.wish === 'delete' ? 'rights.askedDelete' : 'rights.askedCorrect', { at: moment(request.asked_at), source: say(request.source) })}</span>
      {request.value && <span>{t('rights.gave', { value: request.value })}</span>}
      {request.reason && <span>{t('rights.said', { reason: request.reason })}</span>}
      {offered && <Button size="small" type="text" className="ll-no-print" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>{t('rights.takeBack')}</Button>}
    </p>
  );
}
