import { FileTextOutlined, InboxOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Upload } from 'antd';

interface Props { file: File | null; busy: boolean; choose(file: File | null): void }

/** Takes a sample of the table; once there is one, says which. */
export function SampleDrop({ file, busy, choose }: Props) {
  const { t } = useTexts();
  const upload = { accept: '.csv,.tsv,.txt,.xlsx', showUploadList: false, disabled: busy, beforeUpload: (chosen: File) => { choose(chosen); return false; } };
  if (file) {
    return (
      <div className="ll-sample">
        <span className="ll-sample-name"><FileTextOutlined aria-hidden="true" /><b>{file.name}</b></span>
        <span className="ll-grow" />
        <Upload {...upload}><Button disabled={busy}>{t('mapping.another')}</Button></Upload>
      </div>
    );
  }
  return (
    <Upload.Dragger {...upload}>
      <p className="ant-upload-drag-icon"><InboxOutlined /></p>
      <p className="ant-upload-text">{t('mapping.drop')}</p>
      <p className="ant-upload-hint">{t('mapping.dropHint')}</p>
    </Upload.Dragger>
  );
}
