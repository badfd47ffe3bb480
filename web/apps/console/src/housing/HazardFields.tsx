import type { HazardDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Form, Radio, Select } from 'antd';
import { EvidenceFields } from './EvidenceFields';
import { ownCapacities } from './hazardDeeds';
import { useHousingCatalogue } from './queries';
import { useWords } from './useWords';

/** What a deed asks beside words. */
export function HazardFields({ press, row }: { press: string; row: HazardDetail }) {
  const { t } = useTexts();
  const words = useWords();
  const catalogue = useHousingCatalogue().data;
  const kind = Form.useWatch<string | undefined>('kind');
  const as = Form.useWatch<string | undefined>('capacity') ?? row.clearers[0]?.name;
  const paper = (catalogue?.evidence ?? []).filter(({ name }) => name === 'document' && as !== undefined && !ownCapacities.has(as));
  const must = [{ required: true, message: t('housing.needChoice') }];
  const capacity = <Form.Item name="capacity" label={t('housing.capacity')} rules={must} initialValue={row.clearers[0]?.name}><Select options={words(row.clearers)} /></Form.Item>;
  switch (press) {
    case 'refer':
      return <Form.Item name="office" label={t('cases.toOffice')} rules={must}><Select showSearch={{ optionFilterProp: 'label' }} options={words(catalogue?.offices).filter(({ value }) => value !== row.office.name)} /></Form.Item>;
    case 'say_fixed':
      return (
        <Form.Item name="fixer" label={t('housing.fixer')} initialValue="outside">
          <Radio.Group options={[{ value: 'outside', label: t('housing.fixerOutside') }, { value: 'me', label: t('housing.fixerMe') }]} />
        </Form.Item>
      );
    case 'show':
      return (
        <>
          <Form.Item name="kind" label={t('cases.evidence')} rules={must}><Select options={words(catalogue?.evidence)} /></Form.Item>
          {kind && <EvidenceFields key={kind} kinds={(catalogue?.evidence ?? []).filter(({ name }) => name === kind)} />}
        </>
      );
    case 'verify': return <>{capacity}<EvidenceFields kinds={[...row.clear, ...paper.filter(({ name }) => !row.clear.some((kind) => kind.name === name))]} /></>;
    case 'send_back': return <>{capacity}<EvidenceFields kinds={paper} /></>;
    case 'reopen': return <EvidenceFields kinds={row.find} />;
    default: return null;
  }
}
