import { read, type Why } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { WhyAnswer } from './WhyAnswer';
import { WhyForm } from './WhyForm';

/** Why the account that is signed in may, or may not. */
export default function WhyPage() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const asked = { action: params.get('action'), area: params.get('where'), purpose: params.get('purpose'), basis: params.get('basis') };
  const answer = useQuery({
    queryKey: ['why', asked],
    enabled: asked.action !== null,
    queryFn: ({ signal }) => read<Why>('/api/why', asked, signal),
  });
  return (
    <Page narrow title={t('why.title')} lead={t('why.lead')}>
      <section className="ll-panel"><WhyForm asked={asked} pending={answer.isFetching} ask={change} /></section>
      {answer.isError && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <WhyAnswer why={answer.data} />}
    </Page>
  );
}
