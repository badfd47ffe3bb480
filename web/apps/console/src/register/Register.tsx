import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useArea } from '../page/useArea';
import { useNarrow } from '../page/useNarrow';
import { useParams } from '../page/useParams';
import { useAreaDetail } from '../shell/queries';
import { AreaFacts } from './AreaFacts';
import { AreaTree } from './AreaTree';
import { BuildingsTab } from './BuildingsTab';
import { EstatesTab } from './EstatesTab';
import { ImportsTab } from './ImportsTab';
import { ThoroughfaresTab } from './ThoroughfaresTab';
import { UnitsTab } from './UnitsTab';
import { useMayImport } from './useMayImport';

/** The register: the area tree, and beside it the lists of the chosen area. */
export default function Register() {
  const { t, say, word } = useTexts();
  const [params, change] = useParams();
  const narrow = useNarrow();
  const area = useAreaDetail(useArea()).data;
  const mayImport = useMayImport();
  const tab = params.get('tab') ?? 'buildings';
  const items = [
    { key: 'buildings', label: t('register.buildings'), children: <BuildingsTab /> },
    { key: 'units', label: t('register.units'), children: <UnitsTab /> },
    { key: 'estates', label: t('register.estates'), children: <EstatesTab /> },
    { key: 'thoroughfares', label: t('register.thoroughfares'), children: <ThoroughfaresTab /> },
    ...(mayImport ? [{ key: 'imports', label: t('imports.title'), children: <ImportsTab /> }] : []),
  ];
  return (
    <Page title={t('register.title')} lead={area ? `${say(area.name)} · ${word('level', area.level)}` : '\u00a0'} facts={<AreaFacts facts={area?.facts} />}>
      <div className="ll-split">
        {!narrow && <section className="ll-panel ll-tree" aria-label={t('register.tree')}><AreaTree /></section>}
        <section className="ll-panel">
          <Tabs
            activeKey={tab} items={items} destroyOnHidden
            onChange={(key) => change({ tab: key === 'buildings' ? null : key, q: null, sort: null, page: null, use: null, stage: null })}
          />
        </section>
      </div>
    </Page>
  );
}
