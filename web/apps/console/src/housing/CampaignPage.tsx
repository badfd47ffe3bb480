import { ErrorState } from '../page/ErrorState';
import { PageSkeleton } from '../page/PageSkeleton';
import { CampaignWhole } from './CampaignWhole';
import { useCampaign } from './campaignQueries';

/** A campaign: what it is for, how far it is, every target, and the map. */
export default function CampaignPage({ id }: { id: string }) {
  const found = useCampaign(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  return <CampaignWhole row={found.data} />;
}
