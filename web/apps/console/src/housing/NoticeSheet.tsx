import type { NoticePaper } from '@linli/kit/client';
import { QRCode } from 'antd';
import { groupsOf } from './labelPages';

/** A notice as it is printed: both languages, and the code by which anybody finds out whether it stands. */
export function NoticeSheet({ paper }: { paper: NoticePaper }) {
  return (
    <div className="ll-paper">
      {(['zh', 'en'] as const).map((lang) => (
        <article key={lang} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
          <h2>{paper.title[lang]}</h2>
          <p className="ll-paper-number">{paper.number[lang]}</p>
          <p>{paper.opening[lang]}</p>
          <dl>{paper.lines.map(({ name, value }) => <div key={name.en}><dt>{name[lang]}</dt><dd>{value[lang]}</dd></div>)}</dl>
          {paper.closing.map((text) => <p key={text.en}>{text[lang]}</p>)}
        </article>
      ))}
      <figure>
        <span aria-hidden="true"><QRCode value={`${location.origin}${paper.target}`} size={128} bordered={false} type="svg" /></span>
        <figcaption><code>{groupsOf(paper.digest).map((group, index) => <span key={index}>{group}</span>)}</code></figcaption>
      </figure>
    </div>
  );
}
