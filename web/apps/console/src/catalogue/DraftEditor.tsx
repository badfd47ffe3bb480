import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { ApiError, type CatalogueDraft, type CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useKeys } from '../page/useKeys';
import { useNarrow } from '../page/useNarrow';
import { useParams } from '../page/useParams';
import { ChangesPanel } from './ChangesPanel';
import { type Entry, entryOf, keyOf } from './edit';
import { EntryPanel } from './EntryPanel';
import { EntryTree } from './EntryTree';
import { begun, changed, type History, redone, undone } from './history';
import { NewEntry } from './NewEntry';
import { PublishForm } from './PublishForm';
import { useSaveDraft } from './queries';
import { useDraftKeys } from './useDraftKeys';

/** The editor: entries on the left, one of them beside it, what changed and publishing below. A phone reads it. */
export function DraftEditor({ draft, reload }: { draft: CatalogueDraft; reload(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const locked = useNarrow();
  const [params, setParams] = useParams();
  const [search, setSearch] = useState('');
  const [kept, setKept] = useState(draft.revision);
  const [saved, setSaved] = useState<CatalogueFiles>(draft.files);
  const [history, setHistory] = useState<History>(() => begun(draft.files));
  const searchBox = useRef<InputRef>(null);
  const save = useSaveDraft();
  const unsaved = history.now !== saved;
  const chosen = entryOf(params.get('entry') ?? '');
  // Published, dropped or loaded anew: what is written next begins there.
  if (draft.revision !== kept && !unsaved) {
    setKept(draft.revision);
    setSaved(draft.files);
    setHistory(begun(draft.files));
  }
  const change = (files: CatalogueFiles) => setHistory((before) => changed(before, files));
  const choose = (entry: Entry) => setParams({ entry: keyOf(entry) }, true);
  const send = () => {
    if (!unsaved || locked || save.isPending) return;
    const files = history.now;
    save.mutate({ seen: kept, files }, { onSuccess: (now) => { setKept(now.revision); setSaved(files); } });
  };
  const startAnew = () => { setSaved(history.now); setKept(-1); save.reset(); reload(); };
  useDraftKeys({ save: send, undo: () => setHistory(undone), redo: () => setHistory(redone) });
  useKeys({ '/': () => searchBox.current?.focus() });
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
  const failed = save.error && errorText(save.error);
  const overtaken = save.error instanceof ApiError && save.error.status === 409;
  return (
    <>
      <div className="ll-entry-bar">
        <span className="ll-soft" role="status">
          {unsaved ? t('catalogue.unsaved') : draft.revision === 0 ? t('catalogue.asPublished', { version: draft.last }) : t('catalogue.saved', { n: draft.revision })}
        </span>
        {locked ? <span className="ll-soft">{t('catalogue.onDesktop')}</span> : (
          <span className="ll-actions">
            <Button icon={<UndoOutlined />} disabled={history.past.length === 0} onClick={() => setHistory(undone)}>{t('catalogue.undo')}</Button>
            <Button icon={<RedoOutlined />} disabled={history.future.length === 0} onClick={() => setHistory(redone)}>{t('catalogue.redo')}</Button>
            <Button type="primary" disabled={!unsaved} loading={save.isPending} onClick={send}>{t('catalogue.save')}</Button>
          </span>
        )}
      </div>
      {failed && (
        <Alert
          type="error" showIcon title={failed.detail ?? failed.title} description={failed.action}
          action={overtaken ? <Button onClick={startAnew}>{t('catalogue.loadTheirs')}</Button> : undefined}
        />
      )}
      <div className="ll-entry-desk">
        <div className="ll-panel">
          <EntryTree files={history.now} faults={draft.faults} search={search} chosen={chosen} searchBox={searchBox} seek={setSearch} choose={choose} />
          {!locked && <NewEntry files={history.now} add={(files, entry) => { change(files); choose(entry); }} />}
        </div>
        <EntryPanel entry={chosen} files={history.now} faults={draft.faults} locked={locked} change={change} />
      </div>
      <ChangesPanel draft={draft} choose={choose} />
      {!locked && <PublishForm key={draft.revision} draft={draft} unsaved={unsaved} />}
    </>
  );
}
