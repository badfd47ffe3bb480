import { read, type StarUse } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';

/** Who may use published stars, for what, and on what condition: the written rule, for anybody. */
export function StarUses() {
  const { t, say } = useTexts();
  const [uses, setUses] = useState<StarUse[]>([]);
  useEffect(() => {
    const gone = new AbortController();
    read<StarUse[]>('/api/housing/star-uses', {}, gone.signal).then(setUses, () => undefined);
    return () => gone.abort();
  }, []);
  if (uses.length === 0) return null;
  return (
    <section aria-labelledby="star-uses">
      <h2 id="star-uses">{t('stars.uses')}</h2>
      <ul>
        {uses.map(({ use, who, what, condition }) => (
          <li key={use.name}><b>{say(use.label)}</b><br />{say(what)}<br /><small>{t('stars.usesBy', { who: say(who) })}</small><br /><small>{t('stars.usesNeed', { need: say(condition) })}</small></li>
        ))}
      </ul>
    </section>
  );
}
