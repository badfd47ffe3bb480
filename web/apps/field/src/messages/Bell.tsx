import { type MessagePage, type MessageRow, read, type Unseen, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { clockTime } from '../page/clockTime';
import { useField } from '../sync/useField';

/** Asked this often while the app is open and connected. */
const askEveryMs = 60_000;

/** The field app's own page for what a message is about, where it has one. */
const pageOf = ({ subject }: MessageRow) => (subject.startsWith('case:') ? `#/case/${subject.slice(5)}` : null);

/** What one was told, and how much of it one has not seen. Without a network it says nothing. */
export function Bell() {
  const { t, say, locale } = useTexts();
  const { link } = useField();
  const [unseen, setUnseen] = useState(0);
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState<MessageRow[] | null>(null);
  const count = useCallback(() => {
    if (document.visibilityState === 'visible') void read<Unseen>('/api/messages/unseen').then((found) => setUnseen(found.unseen), () => undefined);
  }, []);
  useEffect(() => {
    if (link !== 'online') return;
    count();
    const timer = setInterval(count, askEveryMs);
    return () => clearInterval(timer);
  }, [link, count]);
  const look = () => {
    setRows(null);
    void read<MessagePage>('/api/messages', { size: 10 }).then((page) => {
      setRows(page.rows);
      const [first] = page.rows;
      // What is shown is seen, and what came before it.
      if (first && page.unseen > 0) void write('POST', '/api/messages/seen', { id: first.id, and_before: true }).then(() => setUnseen(0), () => undefined);
    }, () => setRows([]));
  };
  if (link !== 'online') return null;
  return (
    <>
      <Button className="lf-bell" aria-expanded={open} aria-label={unseen > 0 ? t('messages.bellN', { n: unseen > 99 ? '99+' : unseen }) : t('messages.bell')} onPress={() => { setOpen(!open); if (!open) look(); }}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 17h12l-1.5-2.5V11a4.5 4.5 0 0 0-9 0v3.5zM10.5 20h3" /></svg>
        {unseen > 0 && <em aria-hidden="true">{unseen > 99 ? '99+' : unseen}</em>}
      </Button>
      {open && (
        <section className="lf-bell-list" aria-label={t('messages.title')}>
          {rows === null && <p>{t('state.loading')}</p>}
          {rows?.length === 0 && <p>{t('messages.none')}</p>}
          <ul>
            {rows?.map((row) => {
              const to = pageOf(row);
              const body = <><b>{say(row.title)}</b><span>{say(row.text)}</span><time dateTime={row.made_at}>{clockTime(Date.parse(row.made_at), locale)}</time></>;
              return <li key={row.id}>{to ? <a href={to} onClick={() => setOpen(false)}>{body}</a> : body}</li>;
            })}
          </ul>
        </section>
      )}
    </>
  );
}
