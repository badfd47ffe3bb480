import { useTexts } from '@linli/kit/texts';
import { useStarUses } from './queries';

/** Who may use published stars, for what, and on what condition: the written rule. */
export function StarUses() {
  const { t, say } = useTexts();
  const uses = useStarUses().data;
  if (!uses) return null;
  return (
    <details>
      <summary>{t('stars.uses')}</summary>
      <ul className="ll-notices">
        {uses.map(({ use, who, what, condition }) => (
          <li key={use.name}><b>{say(use.label)}</b> {say(what)}<br /><small>{t('stars.usesBy', { who: say(who) })} · {t('stars.usesNeed', { need: say(condition) })}</small></li>
        ))}
      </ul>
    </details>
  );
}
