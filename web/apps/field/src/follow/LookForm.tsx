import type { HazardKind, HousingCatalogue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { TextInput } from '../page/TextInput';
import { EvidenceField } from '../visit/EvidenceField';
import type { Change } from '../visit/useDrafts';
import { hasEvidence } from '../visit/visit';
import { capacityOf, isLookReady, type LookDraft, type LookWay, neededFor, verifies } from './look';

interface Props { draft: LookDraft; ways: LookWay[]; kind: HazardKind | null; catalogue: HousingCatalogue; change: Change<LookDraft>; send(): Promise<void> }

/** What is seen of a hazard: gone, not gone, or not to be seen; with what shows it. */
export function LookForm({ draft, ways, kind, catalogue, change, send }: Props) {
  const { t, say } = useTexts();
  const [busy, setBusy] = useState(false);
  const way = ways.find((each) => each === draft.way);
  const options = kind?.clearers.map(({ name, label }) => ({ id: name, title: say(label) })) ?? [];
  const submit = () => { setBusy(true); void send().finally(() => setBusy(false)); };
  return (
    <section>
      <Choice label={t('look.what')} value={draft.way} options={ways.map((id) => ({ id, title: t(`look.way.${id}`) }))} onChange={(id) => void change(() => ({ way: ways.find((one) => one === id) ?? '' }))} />
      {way && <p className="lf-soft">{t(`look.lead.${way}`)}</p>}
      {way && verifies(draft) && options.length > 1 && <Choice label={t('housing.capacity')} value={capacityOf(draft, kind)} options={options} onChange={(capacity) => void change(() => ({ capacity }))} />}
      {way === 'unseen' && <Choice label={t('campaigns.barWhy')} value={draft.bar} options={catalogue.bars.map(({ name, label }) => ({ id: name, title: say(label) }))} onChange={(bar) => void change(() => ({ bar }))} />}
      {way && neededFor(draft, kind, catalogue.evidence).map((word) => (
        <EvidenceField key={word.name} word={word} must has={hasEvidence(draft, word.name)} photo={draft.photos[word.name] ?? null} change={change} />
      ))}
      {way && <TextInput long label={t(way === 'not_fixed' ? 'look.why' : 'field.wordsFree')} hint={t('housing.noNames')} max={1900} value={draft.words} onChange={(words) => void change(() => ({ words }))} />}
      {way && <Button className="lf-main" isDisabled={busy || !isLookReady(draft, kind, catalogue.evidence)} onPress={submit}>{t('visit.noEntrySave')}</Button>}
    </section>
  );
}
