import type { BlockEvent, Contact, Organisation, Person, PlaceOfOrganisation, Relation } from '@linli/kit/client';
import type { Texts } from '@linli/kit/texts';

export type NodeKind = 'place' | 'person' | 'organisation' | 'contact' | 'event';

/** One end of the picture, and the relations that join it to the middle. */
export interface GraphNode { id: string; kind: NodeKind; name: string; to?: string; relations: { title: string; time: string; source: string }[] }

type Say = Pick<Texts, 'say' | 't' | 'day' | 'word'>;

/** Most circles that can be told apart. */
const most = 24;

function told(relation: Relation, { say, t, day }: Say) {
  const [from, to] = [relation.valid_from, relation.valid_to];
  const time = !from && !to ? t('sources.notStated') : `${from ? day(from) : '…'} – ${to ? day(to) : t('blocks.ongoing')}`;
  return { title: say(relation.title), time, source: say(relation.source.title) };
}

/** What stands around a place: organisations, events, and people and their contact points where they were opened. */
export function aroundPlace(organisations: Organisation[], people: Person[], events: BlockEvent[], say: Say): GraphNode[] {
  return [
    ...people.map((person): GraphNode => ({ id: `person/${person.id}`, kind: 'person', name: person.name, relations: person.relations.map((each) => told(each, say)) })),
    ...people.flatMap((person) => person.contacts.map((contact, at): GraphNode => ({
      id: `contact/${person.id}/${at}`, kind: 'contact', name: contact.value, relations: [{ title: say.word('fact', contact.kind), time: say.t('sources.notStated'), source: say.say(contact.source.title) }],
    }))),
    ...organisations.map((each): GraphNode => ({
      id: `organisation/${each.id}`, kind: 'organisation', name: each.name, to: `/blocks/organisations/${each.id}`, relations: each.relations.map((one) => told(one, say)),
    })),
    ...events.map((event, at): GraphNode => ({
      id: `event/${at}`, kind: 'event', name: event.category, relations: [{ title: event.category, time: say.day(event.on), source: say.say(event.source.title) }],
    })),
  ];
}

/** What stands around an organisation: its places and contact points, each once with every relation. */
export function aroundOrganisation(places: PlaceOfOrganisation[], contacts: Contact[], say: Say): GraphNode[] {
  const nodes = new Map<string, GraphNode>();
  for (const { place, kind, label, relation } of places) {
    const node = nodes.get(place) ?? { id: `place/${place}`, kind: 'place', name: say.say(label), to: `/blocks/${kind}s/${place}`, relations: [] };
    node.relations.push(told(relation, say));
    nodes.set(place, node);
  }
  const reached = contacts.map((contact, at): GraphNode => ({
    id: `contact/${String(at)}`, kind: 'contact', name: contact.value, relations: [{ title: say.word('fact', contact.kind), time: say.t('sources.notStated'), source: say.say(contact.source.title) }],
  }));
  return [...nodes.values(), ...reached];
}

/** Where each circle stands: on an ellipse around the middle, the first at the top, clockwise. */
export function layOut(nodes: GraphNode[], width: number, height: number) {
  const shown = nodes.slice(0, most);
  const [cx, cy, rx, ry] = [width / 2, height / 2, width / 2 - (width < 600 ? 76 : 110), height / 2 - 46];
  const at = shown.map((node, index) => {
    const turn = (index / Math.max(shown.length, 1)) * 2 * Math.PI - Math.PI / 2;
    // Every second circle of a full ring stands a little further in, so that names do not meet.
    const near = shown.length > 10 && index % 2 === 1 ? 0.72 : 1;
    return { node, x: cx + rx * near * Math.cos(turn), y: cy + ry * near * Math.sin(turn) };
  });
  return { at, cx, cy, more: nodes.length - shown.length };
}
