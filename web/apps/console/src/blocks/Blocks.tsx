import { useTexts } from '@linli/kit/texts';
import { Page } from '../page/Page';
import { useArea } from '../page/useArea';
import { AreaCounts } from './AreaCounts';
import { OrganisationList } from './OrganisationList';
import { useAreaBlock } from './queries';

/** The blocks of an area: counts of things, and the organisations. */
export default function Blocks() {
  const { t } = useTexts();
  const block = useAreaBlock(useArea());
  return (
    <Page title={t('blocks.title')} lead={t('blocks.lead')}>
      <div className="ll-aside-right">
        <section className="ll-panel"><h2>{t('blocks.organisations')}</h2><OrganisationList /></section>
        <section className="ll-panel"><h2>{t('blocks.areaCounts')}</h2><AreaCounts block={block} /></section>
      </div>
    </Page>
  );
}
