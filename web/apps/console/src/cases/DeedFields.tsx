import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Form, Input, Select } from 'antd';
import { OfficerSelect } from './OfficerSelect';
import { useCatalogue } from './queries';

const outcomes = ['fixed', 'settled', 'not_found', 'unreachable'];
const waits = ['entry', 'parts', 'other_body', 'appraisal', 'weather', 'reporter'];
const kinds = ['photo_before', 'photo_after', 'location_near', 'signature', 'document'];

/** What a deed asks beside words. */
export function DeedFields({ deed, row }: { deed: string; row: CaseDetail }) {
  const { t, say, word } = useTexts();
  const catalogue = useCatalogue().data;
  const must = [{ required: true, message: t('cases.needWhy') }];
  const words = (list: string, values: string[]) => values.map((value) => ({ value, label: word(list, value) }));
  const yesNo = [{ value: 'yes', label: t('cases.yes') }, { value: 'no', label: t('cases.no') }];
  const named = (list: { id: string; title: { zh: string; en: string } }[] = []) => list.map(({ id, title }) => ({ value: id, label: say(title) }));
  switch (deed) {
    case 'assign':
      return <Form.Item name="officer" label={t('cases.toOfficer')} rules={must}><OfficerSelect row={row} /></Form.Item>;
    case 'transfer': case 'join':
      return <Form.Item name="office" label={t('cases.toOffice')} rules={must}><Select showSearch={{ optionFilterProp: 'label' }} options={named(catalogue?.offices).filter(({ value }) => value !== row.office.id)} /></Form.Item>;
    case 'wait':
      return <Form.Item name="waits_for" label={t('cases.waitsFor')} rules={must}><Select options={waits.map((value) => ({ value, label: word('case_wait', value) }))} /></Form.Item>;
    case 'resolve':
      return <Form.Item name="outcome" label={t('cases.how')} rules={must}><Select options={words('case_outcome', outcomes)} /></Form.Item>;
    case 'reclassify': case 'split':
      return <Form.Item name="subclass" label={t('cases.toSubclass')} rules={must}><Select showSearch={{ optionFilterProp: 'label' }} options={named(catalogue?.subclasses)} /></Form.Item>;
    case 'merge':
      return <Form.Item name="into" label={t('cases.into')} rules={must}><Input maxLength={40} /></Form.Item>;
    case 'refuse':
      return <><Form.Item name="zh" label={t('cases.bodyZh')} rules={must}><Input maxLength={80} /></Form.Item><Form.Item name="en" label={t('cases.bodyEn')} rules={must}><Input maxLength={80} /></Form.Item></>;
    case 'visit':
      return <Form.Item name="met" label={t('cases.met')} rules={must}><Select options={yesNo} /></Form.Item>;
    case 'recheck':
      return <Form.Item name="fixed" label={t('cases.fixed')} rules={must}><Select options={yesNo} /></Form.Item>;
    case 'evidence':
      return <Form.Item name="kind" label={t('cases.evidence')} rules={must}><Select options={words('case_evidence', kinds)} /></Form.Item>;
    default:
      return null;
  }
}
