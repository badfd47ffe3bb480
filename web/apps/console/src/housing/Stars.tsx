import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';

const five = [1, 2, 3, 4, 5];

/** Stars of five: drawn and said; where there are none, that is said. */
export function Stars({ value, large }: { value: number | null; large?: boolean }) {
  const { t } = useTexts();
  if (value === null) return <span className="ll-soft">{t('housing.noStars')}</span>;
  return (
    <span className={large ? 'll-stars ll-stars-large' : 'll-stars'}>
      <span className="ll-stars-row" aria-hidden="true">{five.map((star) => (star <= value ? <StarFilled key={star} /> : <StarOutlined key={star} />))}</span>
      <span>{t('housing.stars', { n: value })}</span>
    </span>
  );
}
