import { ApiError, type InvitedTo, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQuery } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { Brand } from '../shell/Brand';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { AcceptForm } from './AcceptForm';

/** What somebody who was handed a link is invited to, and the form to take it on. */
export default function Invitation() {
  const { t, say } = useTexts();
  const [token] = useState(() => location.hash.slice(1));
  const [done, finish] = useState(false);
  const found = useQuery({
    queryKey: ['invitation', token],
    staleTime: Infinity,
    queryFn: ({ signal }) => write<InvitedTo>('POST', '/api/invitations/look', { token }, signal),
  });
  const over = found.error instanceof ApiError && found.error.status === 404;
  return (
    <main className="ll-signin">
      <section className="ll-signin-card">
        <header><Brand /><LanguageSwitch /></header>
        {found.isPending && <Spin />}
        {over && <><h1>{t('invitation.over')}</h1><p className="ll-soft">{t('invitation.overDo')}</p></>}
        {found.isError && !over && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {found.data && !done && (
          <>
            <h1>{t('invitation.title')}</h1>
            <p>{t('invitation.as', { role: say(found.data.role), place: say(found.data.place), office: say(found.data.office) })}</p>
            <p className="ll-soft">{say(found.data.does)}</p>
            <p className="ll-soft">{t('invitation.yourLogin', { login: found.data.login })}</p>
            <AcceptForm token={token} login={found.data.login} done={() => finish(true)} />
          </>
        )}
        {found.data && done && (
          <>
            <h1>{t('invitation.done')}</h1>
            <p className="ll-soft ll-undo-lead">{t('invitation.doneDo', { login: found.data.login })}</p>
            <Button type="primary" block href="/">{t('invitation.toSignIn')}</Button>
          </>
        )}
      </section>
    </main>
  );
}
