import { useTexts } from '@linli/kit/texts';
import { Input } from 'antd';

interface Props { from: string | null; to: string | null; change(changes: Record<string, string | null>): void }

/** Two days. */
export function DayRange({ from, to, change }: Props) {
  const { t } = useTexts();
  return (
    <span className="ll-days">
      <Input type="date" aria-label={t('figures.from')} value={from ?? ''} max={to ?? undefined} onChange={(event) => change({ from: event.target.value || null })} />
      <span aria-hidden="true">–</span>
      <Input type="date" aria-label={t('figures.to')} value={to ?? ''} min={from ?? undefined} onChange={(event) => change({ to: event.target.value || null })} />
    </span>
  );
}
