import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { WashFile } from './WashFile';
import { WashLines } from './WashLines';

/** The wash: written addresses to the register, by lines or by file. */
export default function Wash() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const items = [
    { key: 'lines', label: t('wash.lines'), children: <WashLines /> },
    { key: 'file', label: t('wash.file'), children: <WashFile /> },
  ];
  return (
    <Page title={t('wash.title')} lead={t('wash.lead')}>
      <section className="ll-panel">
        <Tabs activeKey={params.get('tab') ?? 'lines'} items={items} onChange={(tab) => change({ tab: tab === 'lines' ? null : tab })} />
      </section>
    </Page>
  );
}
