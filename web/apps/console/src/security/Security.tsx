import { read, type SessionRow, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { PasskeyPanel } from '../passkeys/PasskeyPanel';
import { SignOnAnswer } from '../signOn/SignOnAnswer';
import { SignOnPanel } from '../signOn/SignOnPanel';
import { PasswordPanel } from './PasswordPanel';
import { SecondFactor } from './SecondFactor';
import { SessionCard } from './SessionCard';

/** Every browser that is signed in with the account, and a way to end each. */
export default function Security() {
  const { t } = useTexts();
  const { message } = App.useApp();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => read<SessionRow[]>('/api/session/all', {}, signal) });
  const end = useMutation({
    mutationFn: (id: string) => write<undefined>('DELETE', `/api/session/all/${id}`),
    onSuccess: () => { void message.success(t('security.ended')); void client.invalidateQueries({ queryKey: ['sessions'] }); },
  });
  return (
    <Page narrow title={t('security.title')} lead={t('security.lead')}>
      <SignOnAnswer />
      <PasswordPanel />
      <SecondFactor />
      <PasskeyPanel />
      <SignOnPanel />
      {sessions.isPending && <RowsSkeleton rows={3} />}
      {sessions.isError && <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />}
      <ol className="ll-reads">
        {sessions.data?.map((row) => <SessionCard key={row.id} row={row} end={() => end.mutate(row.id)} pending={end.isPending} />)}
      </ol>
    </Page>
  );
}
