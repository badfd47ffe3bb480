import { DownloadOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Dropdown } from 'antd';

interface Props { files: { label: string; href: string }[] }

/** The files that a list is had as. */
export function ExportMenu({ files }: Props) {
  const { t } = useTexts();
  const items = files.map(({ label, href }) => ({ key: label, label: <a href={href} download>{label}</a> }));
  return <Dropdown menu={{ items }} trigger={['click']}><Button icon={<DownloadOutlined />}>{t('list.export')}</Button></Dropdown>;
}
