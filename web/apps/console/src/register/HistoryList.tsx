import type { LifeEvent } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Timeline } from 'antd';

/** What happened to an entry, the latest first. */
export function HistoryList({ events }: { events: LifeEvent[] }) {
  const { t, word, day } = useTexts();
  if (events.length === 0) return <p className="ll-soft">{t('register.historyNone')}</p>;
  const items = events.map((event, index) => ({
    key: index,
    content: (
      <>
        <b>{word('event', event.kind)}</b>
        {event.from && event.to && <span>{` ${event.from} → ${event.to}`}</span>}
        <div className="ll-soft ll-small">{day(event.at)}{event.note && ` · ${event.note}`}</div>
      </>
    ),
  }));
  return <Timeline items={items} className="ll-timeline" />;
}
