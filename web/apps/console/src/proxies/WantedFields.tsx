import { useTexts } from '@linli/kit/texts';
import { Form, Input } from 'antd';
import { ScopeBoxes } from './ScopeBoxes';

/** What somebody may do for another, and until when. */
export function WantedFields() {
  const { t, word } = useTexts();
  const options = ['reads', 'data', 'correct'].map((value) => ({ value, label: word('proxy_scope', value) }));
  return (
    <>
      <Form.Item name="scopes" label={t('proxy.scopes')} rules={[{ required: true, message: t('proxy.needScopes') }]}><ScopeBoxes options={options} /></Form.Item>
      <Form.Item name="last_on" label={t('proxy.lastOn')} rules={[{ required: true, message: t('proxy.needDay') }]}><Input type="date" /></Form.Item>
    </>
  );
}
