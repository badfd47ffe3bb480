import { Spin } from 'antd';
import { lazy, Suspense } from 'react';
import { ErrorState } from '../page/ErrorState';
import { AccountContext } from './context';
import { useSessionQuery } from './queries';
import { SignIn } from './SignIn';

const Shell = lazy(() => import('../shell/Shell'));

/** Shows the sign-in until there is a session, then the console. */
export function Gate() {
  const session = useSessionQuery();
  if (session.isPending) return <Spin fullscreen />;
  if (session.isError) return <main className="ll-alone"><ErrorState error={session.error} retry={() => void session.refetch()} /></main>;
  if (!session.data) return <SignIn />;
  return (
    <AccountContext.Provider value={session.data.account}>
      <Suspense fallback={<Spin fullscreen />}><Shell /></Suspense>
    </AccountContext.Provider>
  );
}
