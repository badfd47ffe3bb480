import { EyeInvisibleOutlined } from '@ant-design/icons';
import type { Person } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { AttributeTable } from './AttributeTable';
import { personAttributes } from './attributes';
import { RelationTable } from './RelationTable';

/** A person of a dwelling, masked: what is known, from whom, and how they stand to the place. */
export function PersonCard({ person }: { person: Person }) {
  const texts = useTexts();
  return (
    <article className="ll-entity">
      <h3>{person.name}<Mark icon={<EyeInvisibleOutlined />}>{texts.t('blocks.peopleMasked')}</Mark></h3>
      <RelationTable relations={person.relations} />
      <AttributeTable attributes={personAttributes(person, texts)} />
    </article>
  );
}
