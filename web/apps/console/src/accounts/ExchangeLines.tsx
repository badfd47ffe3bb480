import type { PartnerExchange } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** The latest exchanges with a system: when, what, how much, and the digest of what was sent. */
export function ExchangeLines({ lines }: { lines: PartnerExchange[] }) {
  const { t, moment, number } = useTexts();
  if (!lines.length) return <p className="ll-soft">{t('partner.noLog')}</p>;
  return (
    <ul className="ll-sign-on-list">
      {lines.map((line) => (
        <li key={line.id}>
          <strong className="ll-break">{t('partner.line', { method: line.method, path: line.path, status: line.status ? String(line.status) : t('partner.noAnswer') })}</strong>
          <p className="ll-soft">{[moment(line.at), t('partner.rows', { got: number(line.rows_in), sent: number(line.rows_out ?? 0) })].join(' · ')}</p>
          <p className="ll-soft ll-break">{t('partner.digest', { digest: line.digest })}</p>
        </li>
      ))}
    </ul>
  );
}
