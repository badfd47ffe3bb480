import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useLocation } from 'wouter';
import { Page } from '../page/Page';
import { useArea } from '../page/useArea';
import { AreaCounts } from './AreaCounts';
import { AreaPeople } from './AreaPeople';
import { BelowTable } from './BelowTable';
import { BuildingsBelow } from './BuildingsBelow';
import { OrganisationList } from './OrganisationList';
import { PlacePath } from './PlacePath';
import { useAreaBlock } from './queries';

/** The block of an area, from the district down to the grid: what lies in it, the areas or buildings below, the organisations. */
export default function Blocks() {
  const { t, say, word } = useTexts();
  const [, go] = useLocation();
  const id = useArea();
  const block = useAreaBlock(id);
  const found = block.data;
  return (
    <Page
      title={found ? t('blocks.titleOf', { name: say(found.area.name) }) : t('blocks.title')} lead={found ? `${word('level', found.area.level)} · ${t('blocks.lead')}` : t('blocks.lead')}
      facts={found && <PlacePath path={found.path} />}
      actions={<Button onClick={() => go('/blocks/relations')}>{t('blocks.relationTypesOpen')}</Button>}
    >
      <section className="ll-panel"><AreaCounts block={block} /></section>
      {found && <section className="ll-panel"><h2>{t('people.title')}</h2><AreaPeople area={found.area.id} /></section>}
      {found && found.below.length > 0 && <section className="ll-panel"><h2>{t('blocks.below')}</h2><BelowTable below={found.below} /></section>}
      {found && found.below.length === 0 && <section className="ll-panel"><h2>{t('register.buildings')}</h2><BuildingsBelow area={found.area.id} /></section>}
      <section className="ll-panel"><h2>{t('blocks.organisations')}</h2><OrganisationList /></section>
    </Page>
  );
}
