import type { HazardKind, HousingCatalogue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';
import { EvidenceField } from './EvidenceField';
import { PickHazard } from './PickHazard';
import type { Change } from './useDrafts';
import { evidenceFor, fits, hasEvidence, type HazardDraft, isHazardReady, type Spot } from './visit';

interface Props {
  spot: Spot; draft: HazardDraft; catalogue: HousingCatalogue;
  change: Change<HazardDraft>; send(kind: HazardKind): Promise<void>;
}

/** A hazard where one stands: its type, what shows it, and where exactly; kept on this device as it is written. */
export function HazardForm({ spot, draft, catalogue, change, send }: Props) {
  const { t, say } = useTexts();
  const [busy, setBusy] = useState(false);
  const kinds = catalogue.types.filter((each) => fits(spot, each));
  const kind = kinds.find(({ id }) => id === draft.kind);
  if (!kind) return <PickHazard groups={catalogue.groups} kinds={kinds} choose={(id) => void change(() => ({ kind: id }))} />;
  const submit = () => { setBusy(true); void send(kind).finally(() => setBusy(false)); };
  return (
    <>
      <div className="lf-chosen"><b>{say(kind.title)}</b><Button className="lf-plain" onPress={() => void change(() => ({ kind: '' }))}>{t('field.change')}</Button></div>
      <p className="lf-soft">{say(kind.shows)} {t('housing.findFacts', { severity: say(kind.severity.label), within: say(kind.within_text) })}</p>
      <h2>{t('housing.evidenceNeeded')}</h2>
      {evidenceFor(kind, catalogue.evidence).map(({ word, must }) => (
        <EvidenceField key={word.name} word={word} must={must} has={hasEvidence(draft, word.name)} photo={draft.photos[word.name] ?? null} change={change} />
      ))}
      <TextInput long label={t('visit.hazardWords')} hint={t('housing.noNames')} max={2000} value={draft.words} onChange={(words) => void change(() => ({ words }))} />
      <Button className="lf-main" isDisabled={busy || !isHazardReady(draft, kind)} onPress={submit}>{t('visit.hazardSave')}</Button>
    </>
  );
}
