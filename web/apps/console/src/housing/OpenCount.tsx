import { WarningOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';

/** How many hazards are open, and how many of them overdue: in colour, sign and word. */
export function OpenCount({ open, overdue }: { open: number; overdue: number }) {
  const { t } = useTexts();
  if (open === 0) return <span className="ll-soft">{t('housing.noneOpen')}</span>;
  return (
    <span className="ll-open-count">
      <span>{t('housing.openN', { n: open })}</span>
      {overdue > 0 && <span className="ll-due ll-due-late"><WarningOutlined />{t('housing.overdueN', { n: overdue })}</span>}
    </span>
  );
}
