import type { CatalogueDifference, CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { apart, calledIn, told } from './told';

/** The fields in which an entry differs: as they were in the last version, and as they are. */
export function DifferenceFields({ one, files }: { one: CatalogueDifference; files: CatalogueFiles }) {
  const texts = useTexts();
  const { t, word, say } = texts;
  const teller = { ...texts, called: calledIn(files, say) };
  if (one.fields.length === 0) return null;
  return (
    <ul className="ll-entry-diff">
      {one.fields.map((field) => {
        const [before, after] = apart(field, one.before[field], one.after[field], teller);
        return (
          <li key={field}>
            <span>{word('catalogue_field', field)}</span>
            <del><span className="ll-hidden">{t('catalogue.before')} </span>{told(field, before, teller)}</del>
            <ins><span className="ll-hidden">{t('catalogue.after')} </span>{told(field, after, teller)}</ins>
          </li>
        );
      })}
    </ul>
  );
}
