import type { CollectionClass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';
import { foundIn } from './collect';

/** How many of the items by which a class was found are named. */
const named = 4;

/** The class: by its name, or by what its items ask. */
export function PickClass({ classes, choose }: { classes: CollectionClass[]; choose(id: string): void }) {
  const { t, say } = useTexts();
  const [text, setText] = useState('');
  const found = foundIn(classes, text);
  return (
    <>
      <TextInput label={t('portal.search')} hint={t('collect.searchHint')} value={text} onChange={setText} />
      {found.length === 0 && <p role="status">{t('collect.noClass')}</p>}
      <section className="lf-class">
        {found.map(({ of, by }) => (
          <Button key={of.id} className="lf-choice" onPress={() => choose(of.id)}>
            <b>{say(of.title)}</b>
            <small>{by.length > 0 ? by.slice(0, named).map(({ ask }) => say(ask)).join(' · ') : t('collect.items', { n: of.items.length })}</small>
          </Button>
        ))}
      </section>
    </>
  );
}
