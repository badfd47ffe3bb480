import { InboxOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Checkbox, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useSendImport } from './imports';

interface Said { profile: string; gcj02?: boolean; complete?: boolean; dataset?: string; source?: string; licence?: string }

/** A table or a map extract to import: choose it, say how it is read, and have it looked at. */
export function SendImport() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [file, setFile] = useState<File | null>(null);
  const sending = useSendImport();
  const failed = sending.error && errorText(sending.error);
  const profiles = [{ value: 'cn', label: t('imports.profileCn') }, { value: 'us', label: t('imports.profileUs') }, { value: 'ca', label: t('imports.profileCa') }];
  const start = ({ profile, gcj02, complete, dataset = '', source = '', licence = '' }: Said) => {
    if (!file) return;
    const said = { profile, datum: gcj02 ? 'gcj02' : 'wgs84', complete: complete ? 'true' : 'false', dataset, source, licence };
    sending.mutate({ ...said, file }, { onSuccess: () => setFile(null) });
  };
  return (
    <Form<Said> layout="vertical" requiredMark={false} initialValues={{ profile: 'cn' }} onFinish={start} aria-label={t('imports.title')}>
      <Upload.Dragger
        accept=".csv,.tsv,.txt,.xlsx,.json,.geojson,.geojsonl,.pbf" maxCount={1} disabled={sending.isPending}
        fileList={file ? [{ uid: file.name, name: file.name }] : []}
        beforeUpload={(chosen) => { setFile(chosen); sending.reset(); return false; }} onRemove={() => setFile(null)}
      >
        <p className="ant-upload-drag-icon"><InboxOutlined /></p>
        <p className="ant-upload-text">{t('imports.dropTitle')}</p>
        <p className="ant-upload-hint">{t('imports.dropHint')}</p>
      </Upload.Dragger>
      <Form.Item name="profile" label={t('imports.profile')}><Select options={profiles} /></Form.Item>
      <Form.Item name="gcj02" valuePropName="checked"><Checkbox>{t('imports.gcj02')}</Checkbox></Form.Item>
      <Form.Item name="complete" valuePropName="checked"><Checkbox>{t('imports.complete')}</Checkbox></Form.Item>
      <Form.Item name="dataset" label={t('imports.dataset')} extra={t('imports.datasetHelp')}><Input maxLength={100} /></Form.Item>
      <Form.Item name="source" label={t('imports.source')}><Input maxLength={100} /></Form.Item>
      <Form.Item name="licence" label={t('imports.licence')}><Input maxLength={100} /></Form.Item>
      {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} className="ll-undo-lead" />}
      <Button type="primary" htmlType="submit" disabled={!file} loading={sending.isPending}>{t('imports.send')}</Button>
    </Form>
  );
}
