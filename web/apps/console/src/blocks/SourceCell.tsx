import type { FactSource } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** Where a fact is from: the table, the office, the record, the day it was read, and the legal basis. */
export function SourceCell({ source }: { source: FactSource | undefined }) {
  const { t, say, day } = useTexts();
  if (!source) return <>{t('sources.notStated')}</>;
  const basis = t('sources.basis', { basis: source.legal_basis ? say(source.legal_basis) : t('sources.notStated') });
  const parts = [say(source.office), source.record && t('blocks.record', { record: source.record }), source.recorded_at && day(source.recorded_at), basis];
  return <span className="ll-source">{say(source.title)}<small>{parts.filter(Boolean).join(' · ')}</small></span>;
}
