import type { CaseCatalogue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';

/** What it is about: by search, or by class. */
export function PickWhat({ catalogue, choose }: { catalogue: CaseCatalogue; choose(id: string): void }) {
  const { t, say } = useTexts();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = catalogue.subclasses.filter(({ title, covers }) => [title, covers].some(({ zh, en }) => `${zh} ${en}`.toLowerCase().includes(wanted)));
  return (
    <>
      <TextInput label={t('portal.search')} value={text} onChange={setText} />
      {found.length === 0 && <p>{t('portal.whatNone')}</p>}
      {catalogue.classes.map(({ id, title }) => {
        const own = found.filter((each) => each.class === id);
        return own.length > 0 && (
          <section key={id} className="lf-class">
            <h2>{say(title)}</h2>
            {own.map((each) => <Button key={each.id} className="lf-choice" onPress={() => choose(each.id)}><b>{say(each.title)}</b><small>{say(each.covers)}</small></Button>)}
          </section>
        );
      })}
    </>
  );
}
