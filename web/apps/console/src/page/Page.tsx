import { useTexts } from '@linli/kit/texts';
import { type ReactNode, useEffect } from 'react';

interface Props { title: string; lead?: ReactNode; facts?: ReactNode; actions?: ReactNode; narrow?: boolean; children: ReactNode }

/** A page: its title, two or three key facts, one primary action, and one main thing. */
export function Page({ title, lead, facts, actions, narrow, children }: Props) {
  const { t } = useTexts();
  useEffect(() => { document.title = `${title} · ${t('shell.name')}`; }, [title, t]);
  return (
    <div className={narrow ? 'll-page ll-page-narrow' : 'll-page'}>
      <header className="ll-page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="ll-soft">{lead}</p>}
          {facts && <div className="ll-facts">{facts}</div>}
        </div>
        {actions && <div className="ll-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
