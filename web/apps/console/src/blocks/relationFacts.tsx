import type { Relation } from '@linli/kit/client';
import type { Texts } from '@linli/kit/texts';
import type { Fact } from './FactGrid';
import { Spell } from './Spell';

/** Relations to the place as facts: what they say, since when, and from whom it is known. */
export function relationFacts(relations: Relation[], { say }: Pick<Texts, 'say'>): Fact[] {
  return relations.map((relation, index) => ({
    key: `${relation.kind}/${index}`, name: say(relation.title), value: <Spell from={relation.valid_from} to={relation.valid_to} />, source: relation.source,
  }));
}
