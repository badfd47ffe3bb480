import type { DwellingRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Select } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useHousehold } from './queries';

/** Who lives in the dwelling, masked, to choose from where a document was `known`: read when it is asked for, and on the log of each. */
export function Household({ request, known }: { request: DwellingRequest; known: boolean }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const look = useHousehold(request);
  const failed = look.error && errorText(look.error);
  const people = look.data?.people ?? [];
  const options = people.map(({ id, name, born_in }) => ({ value: id, label: born_in ? `${name} · ${born_in}` : name }));
  return (
    <>
      <p className="ll-soft">{t('dwelling.personDo')}</p>
      {known && !look.data && <Form.Item><Button loading={look.isPending} onClick={() => look.mutate()}>{t('dwelling.look')}</Button></Form.Item>}
      {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
      {known && look.data && <Form.Item name="person" label={t('dwelling.person')}><Select allowClear options={options} notFoundContent={t('dwelling.nobody')} /></Form.Item>}
    </>
  );
}
