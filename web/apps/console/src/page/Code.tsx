import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';

/** A code in its groups, with a button that copies it whole. */
export function Code({ value }: { value: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  const parts = /^\d{25}$/.test(value)
    ? [value.slice(0, 6), value.slice(6, 9), value.slice(9, 12), value.slice(12, 19), value.slice(19)]
    : /^\d{19}$/.test(value) ? [value.slice(0, 6), value.slice(6, 9), value.slice(9, 12), value.slice(12)] : [value];
  return (
    <span className="ll-code">
      <code>{parts.map((part, index) => <span key={index}>{part}</span>)}</code>
      <Button type="text" size="small" aria-label={copied ? t('action.copied') : t('register.copyCode')} icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={copy} />
    </span>
  );
}
