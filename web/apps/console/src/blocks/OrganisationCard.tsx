import type { Organisation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { AttributeTable } from './AttributeTable';
import { organisationAttributes } from './attributes';
import { RelationTable } from './RelationTable';

/** An organisation at a place: what is known, from whom, and how it stands to the place. */
export function OrganisationCard({ organisation }: { organisation: Organisation }) {
  const texts = useTexts();
  return (
    <article className="ll-entity">
      <h3><Link to={`/blocks/organisations/${organisation.id}`}>{organisation.name}</Link></h3>
      {organisation.relations.length > 0 && <RelationTable relations={organisation.relations} />}
      <AttributeTable attributes={organisationAttributes(organisation, texts)} />
    </article>
  );
}
