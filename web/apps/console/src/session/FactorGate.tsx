import { useTexts } from '@linli/kit/texts';
import { Button, Spin } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useSecondFactor } from '../security/queries';
import { useSignOut } from './queries';

const EnrolFactor = lazy(async () => ({ default: (await import('../security/EnrolFactor')).EnrolFactor }));

/** Leads an account whose role asks for a second factor to one, and shows nothing else before it has it. */
export function FactorGate({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const factor = useSecondFactor();
  const signOut = useSignOut();
  // Open until its recovery codes were kept, also once the factor stands.
  const [enrolling, enrol] = useState(false);
  if (factor.isPending) return <Spin fullscreen />;
  if (!factor.data?.owed && !enrolling) return children;
  return (
    <main className="ll-alone" id="content">
      <section className="ll-panel ll-enrol">
        <h1>{t('factor.owedTitle')}</h1>
        <p className="ll-soft">{t('factor.owedLead')}</p>
        <div className="ll-row-actions">
          <Button type="primary" onClick={() => enrol(true)}>{t('factor.owedBegin')}</Button>
          <Button onClick={() => signOut.mutate()}>{t('session.signOut')}</Button>
        </div>
      </section>
      {enrolling && <Suspense fallback={<Spin fullscreen />}><EnrolFactor close={() => enrol(false)} /></Suspense>}
    </main>
  );
}
