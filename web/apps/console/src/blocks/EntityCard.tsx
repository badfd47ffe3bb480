import { EyeInvisibleOutlined } from '@ant-design/icons';
import type { Fact, Relation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { Mark } from '../page/Mark';
import { FactTable } from './FactTable';
import { RelationTable } from './RelationTable';

interface Props { name: string; masked?: boolean; to?: string; facts: Fact[]; relations: Relation[] }

/** A person or an organisation: how it stands to this place, and what is known. */
export function EntityCard({ name, masked, to, facts, relations }: Props) {
  const { t } = useTexts();
  return (
    <article className="ll-entity">
      <h3>{to ? <Link to={to}>{name}</Link> : name}{masked && <Mark icon={<EyeInvisibleOutlined />}>{t('blocks.peopleMasked')}</Mark>}</h3>
      {relations.length > 0 && <RelationTable relations={relations} />}
      {facts.length > 0 && <FactTable facts={facts} />}
    </article>
  );
}
