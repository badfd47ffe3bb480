import { lazy } from 'react';
import { Redirect } from 'wouter';
import { useParams } from '../page/useParams';
import { useAccount } from '../session/context';
import { answers } from '../signOn/answers';
import { navPages } from './navPages';

const NotFound = lazy(() => import('../page/NotFound'));

/** Leads on from the bare address: to the first page of the account, or to where it says what came of a binding. */
export function Home() {
  const { nav } = useAccount();
  const [params] = useParams();
  const answer = params.get('sign_on') ?? '';
  if (answers.includes(answer)) return <Redirect to={`/security?sign_on=${answer}`} replace />;
  const first = navPages.find((page) => nav.includes(page.name))?.path;
  return first ? <Redirect to={first} replace /> : <NotFound />;
}
