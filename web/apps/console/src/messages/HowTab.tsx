import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { ContactLine } from './ContactLine';
import { HowForm } from './HowForm';
import { PushPanel } from './PushPanel';
import { useHow } from './queries';

/** How one is told: kinds by channel, quiet hours, where one is reached. */
export function HowTab() {
  const { t } = useTexts();
  const how = useHow();
  if (how.isPending) return <RowsSkeleton rows={8} />;
  if (how.isError) return <ErrorState error={how.error} retry={() => void how.refetch()} />;
  return (
    <div className="ll-how">
      <section className="ll-panel">
        <h2>{t('messages.addresses')}</h2>
        <ul className="ll-contacts">{how.data.channels.filter(({ channel }) => channel !== 'push').map((each) => <ContactLine key={each.channel} contact={each} />)}</ul>
      </section>
      <PushPanel />
      <section className="ll-panel"><HowForm how={how.data} /></section>
    </div>
  );
}
