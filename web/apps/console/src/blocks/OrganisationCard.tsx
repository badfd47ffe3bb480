import type { Organisation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { organisationAttributes } from './attributes';
import { FactGrid } from './FactGrid';
import { relationFacts } from './relationFacts';

/** An organisation at a place: how it stands to the place, what is known, and from whom. */
export function OrganisationCard({ organisation }: { organisation: Organisation }) {
  const texts = useTexts();
  return (
    <article className="ll-entity">
      <h3><Link to={`/blocks/organisations/${organisation.id}`}>{organisation.name}</Link></h3>
      <FactGrid facts={[...relationFacts(organisation.relations, texts), ...organisationAttributes(organisation, texts)]} />
    </article>
  );
}
