import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Draft as EntryDraft } from '../outbox/entry';
import { Choice } from '../page/Choice';
import { TextInput } from '../page/TextInput';
import { noEntryOf, type Spot } from './visit';

/** Why a place could not be entered: of the place, and of nobody. */
export function NoEntryForm({ spot, bars, send }: { spot: Spot; bars: Word[]; send(entry: EntryDraft): Promise<void> }) {
  const { t, say } = useTexts();
  const [bar, setBar] = useState('');
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const why = bars.find(({ name }) => name === bar);
  const submit = async () => {
    if (!why) return;
    setBusy(true);
    try {
      await send(noEntryOf(crypto.randomUUID(), spot, why.name, why.label, words));
      setBar('');
      setWords('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="lf-soft">{t('visit.noEntryLead')}</p>
      <Choice label={t('campaigns.barWhy')} value={bar} options={bars.map(({ name, label }) => ({ id: name, title: say(label) }))} onChange={setBar} />
      <TextInput long label={t('field.wordsFree')} hint={t('housing.noNames')} max={2000} value={words} onChange={setWords} />
      <Button className="lf-main" isDisabled={busy || !why} onPress={() => void submit()}>{t('visit.noEntrySave')}</Button>
    </>
  );
}
