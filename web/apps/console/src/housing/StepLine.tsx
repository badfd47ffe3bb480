import type { Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { ReactNode } from 'react';

interface Props { className?: string; title: string; words: string | null; by: 'you' | Text; at: string; children?: ReactNode }

/** One recorded step: what, why, by whom, when. */
export function StepLine({ className, title, words, by, at, children }: Props) {
  const { t, say, moment } = useTexts();
  return (
    <li className={className}>
      <div><b>{title}</b>{children}</div>
      {words && <p>{words}</p>}
      <small>{by === 'you' ? t('cases.me') : say(by)} · <time dateTime={at}>{moment(at)}</time></small>
    </li>
  );
}
