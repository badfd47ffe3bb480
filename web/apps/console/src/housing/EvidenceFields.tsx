import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Checkbox, Form } from 'antd';
import { fileKinds } from './evidence';
import { FileInput } from './FileInput';

/** Asks for evidence, kind by kind; every one of them is needed. */
export function EvidenceFields({ kinds }: { kinds: Word[] }) {
  const { t, say } = useTexts();
  if (kinds.length === 0) return null;
  return (
    <fieldset className="ll-evidence">
      <legend>{t('housing.evidenceNeeded')}</legend>
      {kinds.map(({ name, label }) => (fileKinds.has(name)
        ? <Form.Item key={name} name={['evidence', name]} label={say(label)} rules={[{ required: true, message: t('housing.needFile') }]}><FileInput label={say(label)} /></Form.Item>
        : (
          <Form.Item key={name} name={['evidence', name]} valuePropName="checked" rules={[{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error(t('housing.needTick')))) }]}>
            <Checkbox>{name === 'on_the_spot' ? t('housing.onTheSpot') : say(label)}</Checkbox>
          </Form.Item>
        )))}
    </fieldset>
  );
}
