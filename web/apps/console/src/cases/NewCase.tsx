import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Drawer, Form, Input, Select } from 'antd';
import { useLocation } from 'wouter';
import { useErrorText } from '../page/useErrorText';
import { useNarrow } from '../page/useNarrow';
import { useCatalogue, useReport, useWhither } from './queries';

interface Fields { subclass: string; address: string; words: string; door: string; name?: string; phone?: string }

/** Writes down what somebody on duty was told. */
export function NewCase({ open, close }: { open: boolean; close(): void }) {
  const { t, say, word } = useTexts();
  const [, go] = useLocation();
  const narrow = useNarrow();
  const [form] = Form.useForm<Fields>();
  const errorText = useErrorText();
  const catalogue = useCatalogue().data;
  const report = useReport();
  const subclass = Form.useWatch('subclass', form);
  const chosen = catalogue?.subclasses.find((each) => each.id === subclass);
  const whither = useWhither(subclass, null).data;
  const failed = report.error && errorText(report.error);
  const groups = catalogue?.classes.map(({ id, title }) => ({
    label: say(title), options: catalogue.subclasses.filter((each) => each.class === id).map((each) => ({ value: each.id, label: say(each.title) })),
  }));
  const submit = ({ subclass: about, address, words, door, name, phone }: Fields) => report.mutate(
    { subclass: about, form: catalogue?.version, door, words, place: { address }, reporter: name || phone ? { name, phone } : null },
    { onSuccess: ({ number }) => { form.resetFields(); close(); go(`/cases/${number}`); } },
  );
  return (
    <Drawer open={open} onClose={close} title={t('cases.new')} size={narrow ? '100%' : 480}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ door: 'hotline' }} onFinish={submit}>
        <Form.Item name="subclass" label={t('cases.subclass')} rules={[{ required: true, message: t('cases.needSubclass') }]} extra={chosen && say(chosen.covers)}>
          <Select showSearch={{ optionFilterProp: 'label' }} placeholder={t('cases.needSubclass')} options={groups} />
        </Form.Item>
        {chosen?.stoppers.map((stopper, index) => <Alert key={index} type="warning" showIcon className="ll-stopper" title={say(stopper.text)} />)}
        <Form.Item name="address" label={t('cases.address')} rules={[{ required: true, whitespace: true, message: t('cases.needAddress') }]}>
          <Input maxLength={200} placeholder={t('cases.addressHint')} />
        </Form.Item>
        <Form.Item name="words" label={t('cases.words')} rules={[{ required: true, whitespace: true, message: t('cases.needWords') }]}>
          <Input.TextArea rows={4} maxLength={2000} showCount />
        </Form.Item>
        <Form.Item name="door" label={t('cases.from')}>
          <Select options={['hotline', 'field', 'department'].map((value) => ({ value, label: word('case_door', value) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('cases.name')}><Input maxLength={60} autoComplete="off" /></Form.Item>
        <Form.Item name="phone" label={t('cases.phone')}><Input maxLength={30} autoComplete="off" inputMode="tel" /></Form.Item>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.detail ? undefined : failed.action} />}
        <p className="ll-soft">{whither && chosen ? t('cases.goes', { office: say(whither.office.title) }) : '\u00a0'}</p>
        <Button type="primary" htmlType="submit" block loading={report.isPending}>{t('cases.new')}</Button>
      </Form>
    </Drawer>
  );
}
