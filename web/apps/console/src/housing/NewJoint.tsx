import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { NewJointForm } from './NewJointForm';
import { useBuildingHousing, useHousingCatalogue } from './queries';

/** Proposes a joint enforcement of the open hazards of a building. */
export default function NewJoint({ building }: { building: string }) {
  const { t, say } = useTexts();
  const found = useBuildingHousing(building);
  const catalogue = useHousingCatalogue().data;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || !catalogue) return <PageSkeleton />;
  return (
    <Page title={t('joints.propose')} lead={say(found.data.label)}>
      <section className="ll-panel"><NewJointForm row={found.data} known={catalogue.offices} /></section>
    </Page>
  );
}
