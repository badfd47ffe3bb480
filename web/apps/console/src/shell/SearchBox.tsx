import { SearchOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useAccount } from '../session/context';
import { HitLine } from './HitLine';
import { placeOf } from './placeOf';
import { useSearch } from './queries';

/** One box for every place. Ctrl K comes here; a choice flies to the place. */
export function SearchBox() {
  const { t, say } = useTexts();
  const { nav } = useAccount();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const input = useRef<InputRef>(null);
  const q = useDeferredValue(text.trim());
  const hits = useSearch(q);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        input.current?.focus({ cursor: 'all' });
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const found = q.length >= 2 ? hits.data ?? [] : [];
  const options = found.map((hit) => ({ value: `${hit.kind}:${hit.id}`, label: <HitLine hit={hit} /> }));
  const choose = (value: string) => {
    const hit = found.find((each) => `${each.kind}:${each.id}` === value);
    if (!hit) return;
    setText(say(hit.label));
    go(placeOf(hit, nav.includes('map')));
    input.current?.blur();
  };
  const none = q.length < 2 ? t('shell.searchHint') : hits.isSuccess && found.length === 0 ? t('shell.searchNone') : null;
  return (
    <AutoComplete
      className="ll-search"
      value={text}
      options={options}
      defaultActiveFirstOption
      notFoundContent={text && none ? <span className="ll-search-none">{none}</span> : null}
      popupMatchSelectWidth={false}
      classNames={{ popup: { root: 'll-search-hits' } }}
      onSelect={choose}
      onChange={(value) => { if (!found.some((hit) => `${hit.kind}:${hit.id}` === value)) setText(value); }}
    >
      <Input ref={input} aria-label={t('shell.search')} placeholder={t('shell.search')} prefix={<SearchOutlined />} suffix={<kbd>{t('shell.searchKeys')}</kbd>} />
    </AutoComplete>
  );
}
