import { type DwellingRequest, type Person, read, type UnitBlock, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { Failure } from '../page/Failure';
import { TextInput } from '../page/TextInput';
import { heard, within } from '../sync/server';

/** One request at its door: the word, what else was shown and who it is; or the reason against it. */
export function DoorCard({ row, done }: { row: DwellingRequest; done(): void }) {
  const { t, say, word, moment } = useTexts();
  const [shownWord, setShownWord] = useState('');
  const [shown, setShown] = useState('');
  const [people, setPeople] = useState<Person[] | null>(null);
  const [person, setPerson] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const tried = (deed: Promise<unknown>, then: () => void) => {
    setBusy(true);
    setError(null);
    heard(deed).then(then, setError).finally(() => setBusy(false));
  };
  // A lease or a neighbour's word says that somebody lives there, and not who it is.
  const known = shown === 'document';
  const act = (deed: 'confirm' | 'refuse', body: unknown) => tried(write<undefined>('POST', `/api/dwellings/requests/${row.id}/${deed}`, body, within(30)), done);
  const look = () => {
    const asked = read<UnitBlock>(`/api/blocks/units/${row.dwelling.id}`, { purpose: 'registration', task: `binding ${row.id}` }, within(30));
    tried(asked.then((block) => setPeople(block.people ?? [])), () => undefined);
  };
  const kinds = ['document', 'lease', 'household'].map((id) => ({ id, title: word('dwelling_shown', id) }));
  const choices = people?.map(({ id, name, born_in }) => ({ id, title: born_in ? `${name} · ${born_in}` : name })) ?? [];
  return (
    <div className="lf-card">
      <b>{say(row.dwelling.label)}</b>
      <span className="lf-soft">{t('dwelling.until', { at: moment(row.expires_at) })}</span>
      <TextInput label={t('dwelling.wordGiven')} max={20} value={shownWord} onChange={setShownWord} />
      <Choice label={t('dwelling.shown')} value={shown} options={kinds} onChange={setShown} />
      <p className="lf-soft">{t('dwelling.personDo')}</p>
      {known && people === null && <Button className="lf-plain" isDisabled={busy} onPress={look}>{t('dwelling.look')}</Button>}
      {known && people?.length === 0 && <p className="lf-soft">{t('dwelling.nobody')}</p>}
      {known && choices.length > 0 && <Choice label={t('dwelling.person')} value={person} options={choices} onChange={setPerson} />}
      <Button className="lf-main" isDisabled={busy || !shownWord.trim() || !shown} onPress={() => act('confirm', { word: shownWord, shown, ...(known && person ? { person } : {}) })}>{t('dwelling.confirm')}</Button>
      <TextInput label={t('dwelling.why')} hint={t('dwelling.refuseLead')} max={500} value={reason} onChange={setReason} />
      <Button className="lf-second" isDisabled={busy || reason.trim().length < 4} onPress={() => act('refuse', { reason })}>{t('dwelling.refuse')}</Button>
      <Failure error={error} />
    </div>
  );
}
