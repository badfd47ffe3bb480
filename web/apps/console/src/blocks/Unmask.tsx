import { EyeOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import type { MaskedValue } from './attributes';
import { PurposeForm } from './PurposeForm';
import { useUnmask } from './queries';

interface Props { unit: string; person: string; name: string; shown: string; masked: MaskedValue }

/** A masked value with the way to see it in full: first the question why, then the value. */
export function Unmask({ unit, person, name, shown, masked }: Props) {
  const { t, day } = useTexts();
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const unmask = useUnmask(unit, person, masked);
  const full = unmask.data?.value;
  if (full) return <mark className="ll-in-full">{masked.field === 'birth_date' ? day(full) : full}</mark>;
  const failed = unmask.error && errorText(unmask.error);
  return (
    <span className="ll-masked">
      {shown}
      <Button type="text" size="small" icon={<EyeOutlined />} aria-label={t('blocks.unmask', { name })} title={t('blocks.unmask', { name })} onClick={() => setOpen(true)} />
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden title={t('blocks.unmask', { name })}>
        <PurposeForm
          narrow lead={t('blocks.unmaskLead')} submit={t('blocks.unmaskDo')} pending={unmask.isPending}
          state={(ground) => unmask.mutate(ground, { onSuccess: () => setOpen(false) })}
        />
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      </Modal>
    </span>
  );
}
