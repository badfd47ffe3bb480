import { PrinterOutlined } from '@ant-design/icons';
import type { Lead } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Drawer } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { LetterSheet } from './LetterSheet';
import { useLetter } from './queries';

/** The letter of a lead, to be read and printed. */
export function LetterDrawer({ lead, close }: { lead: Pick<Lead, 'id'>; close(): void }) {
  const { t } = useTexts();
  const letter = useLetter(lead.id);
  const print = <Button type="primary" icon={<PrinterOutlined />} disabled={!letter.data} onClick={() => window.print()}>{t('leads.print')}</Button>;
  return (
    <Drawer open onClose={close} size={640} title={t('leads.letter')} extra={print} destroyOnHidden>
      {letter.error && <ErrorState error={letter.error} retry={() => void letter.refetch()} />}
      {letter.isPending && <RowsSkeleton rows={10} />}
      {letter.data && <LetterSheet letter={letter.data} />}
    </Drawer>
  );
}
