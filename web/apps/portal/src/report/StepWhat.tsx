import type { CaseCatalogue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Field } from '../page/Field';

/** What it is about: by search, or by class. */
export function StepWhat({ catalogue, choose }: { catalogue: CaseCatalogue; choose(id: string): void }) {
  const { t, say } = useTexts();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fits = ({ title, covers }: CaseCatalogue['subclasses'][number]) => [title, covers].some(({ zh, en }) => `${zh} ${en}`.toLowerCase().includes(wanted));
  const found = catalogue.subclasses.filter(fits);
  return (
    <>
      <h1>{t('portal.what')}</h1>
      <Field label={t('portal.search')} value={text} onChange={setText} />
      {found.length === 0 && <p>{t('portal.whatNone')}</p>}
      {catalogue.classes.map(({ id, title }) => {
        const own = found.filter((each) => each.class === id);
        return own.length > 0 && (
          <section key={id} className="lp-class">
            <h2>{say(title)}</h2>
            {own.map((each) => <Button key={each.id} className="lp-choice" onPress={() => choose(each.id)}><b>{say(each.title)}</b><small>{say(each.covers)}</small></Button>)}
          </section>
        );
      })}
    </>
  );
}
