import type { BoundIdentity, SignOnProvider, Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { BindIdentity } from './BindIdentity';
import { useBound, useProviders } from './queries';
import { UnbindIdentity } from './UnbindIdentity';
import { Whom } from './Whom';

interface Line { issuer: string; name: Text; provider: SignOnProvider | null; bound: BoundIdentity | null }

/** Every provider that is set up, and every identity that is bound, each once. */
function lines(providers: SignOnProvider[], bound: BoundIdentity[]): Line[] {
  const offered = providers.map((provider) => ({ issuer: provider.issuer, name: provider.name, provider, bound: bound.find(({ issuer }) => issuer === provider.issuer) ?? null }));
  const gone = bound.filter(({ issuer }) => !providers.some((provider) => provider.issuer === issuer));
  return [...offered, ...gone.map((one) => ({ issuer: one.issuer, name: one.name, provider: null, bound: one }))];
}

/** By whose word the account is signed in, and the way to change that. */
export function SignOnPanel() {
  const { t, say } = useTexts();
  const providers = useProviders();
  const bound = useBound();
  const [open, show] = useState<{ bind?: SignOnProvider; unbind?: BoundIdentity }>({});
  if (bound.isError) return <ErrorState error={bound.error} retry={() => void bound.refetch()} />;
  const shown = lines(providers.data ?? [], bound.data ?? []);
  if (!bound.data || !shown.length) return null;
  return (
    <section className="ll-panel">
      <h2>{t('signOn.title')}</h2>
      <p className="ll-soft">{t('signOn.lead')}</p>
      <ul className="ll-sign-on-list">
        {shown.map(({ issuer, name, provider, bound: held }) => (
          <li key={issuer} className="ll-session">
            <div>
              <strong>{say(name)}</strong>
              <Whom issuer={issuer} bound={held} />
              {!held && <p className="ll-soft">{t('signOn.none')}</p>}
            </div>
            {held
              ? <Button onClick={() => show({ unbind: held })}>{t('signOn.unbind')}</Button>
              : provider && <Button type="primary" onClick={() => show({ bind: provider })}>{t('signOn.bind')}</Button>}
          </li>
        ))}
      </ul>
      {open.bind && <BindIdentity provider={open.bind} close={() => show({})} />}
      {open.unbind && <UnbindIdentity identity={open.unbind} close={() => show({})} />}
    </section>
  );
}
