import { Spin } from 'antd';
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { ErrorState } from '../page/ErrorState';
import { AccountContext } from './context';
import { FactorGate } from './FactorGate';
import { useSessionQuery } from './queries';
import { SignIn } from './SignIn';

const Shell = lazy(() => import('../shell/Shell'));
const Recovery = lazy(() => import('../recovery/Recovery'));
const Invitation = lazy(() => import('../invitation/Invitation'));

/** Shows the sign-in until there is a session, then the console; and to whoever was handed a link or lost a password, a page of its own. */
export function Gate() {
  const session = useSessionQuery();
  const [path] = useLocation();
  if (path === '/invitation') return <Suspense fallback={<Spin fullscreen />}><Invitation /></Suspense>;
  if (path === '/recovery') return <Suspense fallback={<Spin fullscreen />}><Recovery /></Suspense>;
  if (session.isPending) return <Spin fullscreen />;
  if (session.isError) return <main className="ll-alone"><ErrorState error={session.error} retry={() => void session.refetch()} /></main>;
  if (!session.data) return <SignIn />;
  return (
    <AccountContext.Provider value={session.data.account}>
      <FactorGate><Suspense fallback={<Spin fullscreen />}><Shell /></Suspense></FactorGate>
    </AccountContext.Provider>
  );
}
