import { EyeInvisibleOutlined } from '@ant-design/icons';
import type { Person } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { personAttributes } from './attributes';
import { FactGrid } from './FactGrid';
import { LineageLines } from '../lineage/LineageLines';
import { relationFacts } from './relationFacts';
import { Unmask } from './Unmask';

/** A person of a dwelling, masked: how they stand to the place, what is known, and from whom. */
export function PersonCard({ unit, person }: { unit: string | null; person: Person }) {
  const texts = useTexts();
  const attributes = personAttributes(person, texts).map((each) => (
    unit !== null && each.masked ? { ...each, value: <Unmask unit={unit} person={person.id} shown={each.value} name={each.name} masked={each.masked} /> } : each
  ));
  return (
    <article className="ll-entity">
      <h3>{person.name}<Mark icon={<EyeInvisibleOutlined />}>{texts.t('blocks.peopleMasked')}</Mark></h3>
      <FactGrid facts={[...relationFacts(person.relations, texts), ...attributes]} />
      <LineageLines rows={person.lineage} entity={person.id} />
    </article>
  );
}
