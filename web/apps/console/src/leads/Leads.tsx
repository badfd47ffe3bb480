import { useTexts } from '@linli/kit/texts';
import { Page } from '../page/Page';
import { CountsTable } from './CountsTable';
import { LeadList } from './LeadList';

/** Invitations to dwellings where nobody is registered, and what came of earlier ones. */
export default function Leads() {
  const { t } = useTexts();
  return (
    <Page title={t('leads.title')} lead={t('leads.lead')}>
      <section className="ll-panel"><h2>{t('leads.open')}</h2><LeadList /></section>
      <section className="ll-panel"><h2>{t('leads.counts')}</h2><p className="ll-soft ll-small">{t('leads.countsLead')}</p><CountsTable /></section>
    </Page>
  );
}
