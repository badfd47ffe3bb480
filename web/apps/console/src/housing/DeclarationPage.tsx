import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { Page } from '../page/Page';
import { DeclarationWhole } from './DeclarationWhole';

/** A declaration: whoever opens it is told that the look is on record, then sees whom it is of. */
export default function DeclarationPage({ id }: { id: string }) {
  const { t } = useTexts();
  const [seen, see] = useState(false);
  if (seen) return <DeclarationWhole id={id} />;
  return (
    <Page title={t('declarations.of')} lead={t('declarations.seeWhoLead')}>
      <section className="ll-panel">
        <EmptyState title={t('declarations.who')}><Button type="primary" onClick={() => see(true)}>{t('declarations.seeWho')}</Button></EmptyState>
      </section>
    </Page>
  );
}
