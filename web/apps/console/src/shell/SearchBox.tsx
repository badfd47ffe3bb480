import { SearchOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useAccount } from '../session/context';
import { CaseHitLine } from './CaseHitLine';
import { type Find, groupsOf, searchesOf } from './finds';
import { HitLine } from './HitLine';
import { placeOf } from './placeOf';
import { useCaseSearch, useSearch } from './queries';

/** One box for every place and every case. Ctrl K comes here; a choice flies to the place or opens the case. */
export function SearchBox() {
  const { t, say, word } = useTexts();
  const { nav } = useAccount();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const input = useRef<InputRef>(null);
  const q = useDeferredValue(text.trim());
  const may = searchesOf(nav);
  const hits = useSearch(q, may.places);
  const cases = useCaseSearch(q, may.cases);
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
  const settled = (!may.places || hits.isSuccess) && (!may.cases || cases.isSuccess);
  // Cases wait for the places, so that what Enter takes does not change below the hand.
  const shown = may.places && hits.isPending ? [] : cases.data?.rows ?? [];
  const groups = q.length >= 2 ? groupsOf(hits.data ?? [], shown) : [];
  const found = groups.flatMap(({ finds }) => finds);
  const name = (find: Find) => ('hit' in find
    ? `${say(find.hit.label)}, ${word('hit', find.hit.kind)}`
    : `${say(find.row.subclass.title)}, ${find.row.number}, ${word('case_state', find.row.state)}`);
  const line = (find: Find) => ({ value: find.value, 'aria-label': name(find), label: 'hit' in find ? <HitLine hit={find.hit} /> : <CaseHitLine row={find.row} /> });
  const headOf = (group: 'places' | 'cases') => t(group === 'places' ? 'shell.foundPlaces' : 'nav.cases');
  // A heading is a line that cannot be chosen: the keys pass over it.
  const head = (group: 'places' | 'cases') => ({ value: `head:${group}`, disabled: true, className: 'll-hit-head', 'aria-label': headOf(group), label: <span>{headOf(group)}</span> });
  const options = groups.flatMap((group) => [...(may.cases ? [head(group.name)] : []), ...group.finds.map(line)]);
  const choose = (value: string) => {
    const find = found.find((each) => each.value === value);
    if (!find) return;
    if ('hit' in find) {
      setText(say(find.hit.label));
      go(placeOf(find.hit, nav.includes('map')));
    } else {
      setText(find.row.number);
      go(`/cases/${find.row.number}`);
    }
    input.current?.blur();
  };
  const label = t(may.cases ? 'shell.searchCases' : 'shell.search');
  const none = q.length < 2 ? t('shell.searchHint') : settled && found.length === 0 ? t('shell.searchNone') : null;
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
      onChange={(value: string) => { if (!found.some((find) => find.value === value)) setText(value); }}
    >
      <Input ref={input} aria-label={label} placeholder={label} prefix={<SearchOutlined />} suffix={<kbd>{t('shell.searchKeys')}</kbd>} />
    </AutoComplete>
  );
}
