import type { InvitationLetter } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { QRCode } from 'antd';
import { Code } from '../page/Code';

/** The letter as it is printed: both languages, the dwelling's code, and where it leads. Nobody is named. */
export function LetterSheet({ letter }: { letter: InvitationLetter }) {
  const { t } = useTexts();
  return (
    <div className="ll-letter">
      {(['zh', 'en'] as const).map((lang) => (
        <article key={lang} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
          <address>{letter.address[lang]}</address>
          <h3>{letter.title[lang]}</h3>
          {letter.paragraphs.map((text) => <p key={text.en}>{text[lang]}</p>)}
        </article>
      ))}
      <figure>
        <span aria-hidden="true"><QRCode value={`${location.origin}${letter.target}`} size={132} bordered={false} type="svg" /></span>
        <figcaption>{t('leads.scan')}<Code value={letter.code} /></figcaption>
      </figure>
    </div>
  );
}
