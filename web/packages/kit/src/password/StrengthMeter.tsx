import { useTexts } from '../texts';
import { useStrength } from './useStrength';

interface Props { password: string; own: string; className: string }

/** How hard a password is to guess, as a bar and in words; its place is kept while nothing is typed. */
export function StrengthMeter({ password, own, className }: Props) {
  const { t } = useTexts();
  const strength = useStrength(password, own);
  return (
    <span className={className} aria-live="polite">
      {strength !== null && <><meter min={0} max={5} low={3} high={4} optimum={5} value={strength + 1} aria-hidden />{t(`password.strength${strength}`)}</>}
    </span>
  );
}
