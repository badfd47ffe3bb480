import type { MessageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { MouseEvent } from 'react';
import { useLocation } from 'wouter';
import { Mark } from '../page/Mark';
import { opensElsewhere } from '../shell/opensElsewhere';
import { isOfConsole } from './isOfConsole';
import { useSee } from './queries';

interface Props { row: MessageRow; onGo?(): void }

/** One message; following its link says that it was seen. */
export function MessageLine({ row, onGo }: Props) {
  const { t, say, moment } = useTexts();
  const [, go] = useLocation();
  const see = useSee();
  const fresh = row.seen_at === null;
  const open = (event: MouseEvent) => {
    if (fresh) see.mutate({ id: row.id });
    if (opensElsewhere(event) || !isOfConsole(row.link)) return;
    event.preventDefault();
    go(row.link);
    onGo?.();
  };
  return (
    <li className={fresh ? 'll-message ll-message-new' : 'll-message'}>
      <a href={row.link} onClick={open}>
        <b>{say(row.title)} {fresh && <Mark tone="fine">{t('messages.unseen')}</Mark>} {row.urgent && <Mark tone="care">{t('messages.urgent')}</Mark>}</b>
        <span>{say(row.text)}</span>
        <time dateTime={row.made_at}>{moment(row.made_at)}</time>
      </a>
    </li>
  );
}
