import { SearchOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { ExportMenu } from './ExportMenu';

interface Props {
  q: string | null;
  search(q: string | null): void;
  exports?: { label: string; href: string }[];
  children?: ReactNode;
}

/** What stands over a list: search, filters, export. */
export function ListBar({ q, search, exports, children }: Props) {
  const { t } = useTexts();
  const [text, setText] = useState(q ?? '');
  const [shown, setShown] = useState(q);
  // Filters that are cleared, and steps back, change what is searched for from outside.
  if (q !== shown) {
    setShown(q);
    setText(q ?? '');
  }
  return (
    <div className="ll-list-bar">
      <Input
        className="ll-list-search" allowClear value={text} prefix={<SearchOutlined />}
        aria-label={t('list.search')} placeholder={t('list.search')}
        onChange={(event) => { setText(event.target.value); if (event.target.value === '') search(null); }}
        onPressEnter={() => search(text.trim() || null)}
        onBlur={() => { if ((text.trim() || null) !== q) search(text.trim() || null); }}
      />
      {children}
      <span className="ll-grow" />
      {exports && <ExportMenu files={exports} />}
    </div>
  );
}
