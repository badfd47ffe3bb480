import type { HazardKind, Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';

/** The type of a hazard: by search, or by group. */
export function PickHazard({ groups, kinds, choose }: { groups: { id: string; title: Text }[]; kinds: HazardKind[]; choose(id: string): void }) {
  const { t, say } = useTexts();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = kinds.filter(({ title, shows }) => [title, shows].some(({ zh, en }) => `${zh} ${en}`.toLowerCase().includes(wanted)));
  return (
    <>
      <TextInput label={t('portal.search')} value={text} onChange={setText} />
      {found.length === 0 && <p>{t('visit.noType')}</p>}
      {groups.map(({ id, title }) => {
        const own = found.filter(({ group }) => group === id);
        return own.length > 0 && (
          <section key={id} className="lf-class">
            <h2>{say(title)}</h2>
            {own.map((each) => <Button key={each.id} className="lf-choice" onPress={() => choose(each.id)}><b>{say(each.title)}</b><small>{say(each.shows)}</small></Button>)}
          </section>
        );
      })}
    </>
  );
}
