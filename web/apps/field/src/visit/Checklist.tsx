import type { HousingCatalogue, InspectionKind } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { TextInput } from '../page/TextInput';
import { LookField } from './LookField';
import type { Change } from './useDrafts';
import { isVisitReady, missingPhotos, type Spot, type VisitDraft } from './visit';

interface Props {
  spot: Spot; draft: VisitDraft; kinds: InspectionKind[]; catalogue: HousingCatalogue;
  change: Change<VisitDraft>; send(kind: InspectionKind | null): Promise<void>;
}

/** The checklist of a kind of building, or of a unit whether anything was found; kept on this device as it is filled in. */
export function Checklist({ spot, draft, kinds, catalogue, change, send }: Props) {
  const { t, say } = useTexts();
  const [busy, setBusy] = useState(false);
  const kind = spot.isUnit ? null : kinds.find(({ id }) => id === (spot.kind ?? draft.kind)) ?? null;
  const facts = catalogue.categories.flatMap((category) => category.facts);
  const missing = missingPhotos(draft, kind).length;
  const submit = () => { setBusy(true); void send(kind).finally(() => setBusy(false)); };
  return (
    <>
      {!spot.isUnit && !spot.kind && <Choice label={t('visit.kind')} value={draft.kind} options={kinds.map(({ id, title }) => ({ id, title: say(title) }))} onChange={(id) => void change(() => ({ kind: id }))} />}
      {kind && <p className="lf-soft">{t('housing.inspectLead')}</p>}
      {kind?.look.map((look) => {
        const rule = facts.find(({ id }) => id === look.fact);
        return rule && (
          <LookField
            key={look.fact} look={look} answers={rule.answers} answer={draft.answers[look.fact] ?? ''} photo={draft.photos[look.fact] ?? null}
            say={(answer) => void change(({ answers }) => ({ answers: { ...answers, [look.fact]: answer } }))}
            taken={(photo) => change(({ photos }) => ({ photos: { ...photos, [look.fact]: photo.sha256 } }), photo)}
          />
        );
      })}
      {(kind || spot.isUnit) && (
        <>
          <Choice label={t('visit.result')} value={draft.found} options={(['clean', 'found'] as const).map((id) => ({ id, title: t(`visit_found.${id}`) }))} onChange={(found) => void change(() => ({ found: found === 'clean' ? 'clean' : 'found' }))} />
          <TextInput long label={t('field.wordsFree')} hint={t('housing.noNames')} max={2000} value={draft.words} onChange={(words) => void change(() => ({ words }))} />
          {missing > 0 && <p className="lf-failure">{t('visit.photosMissing', { n: missing })}</p>}
          <Button className="lf-main" isDisabled={busy || !isVisitReady(draft, spot, kind)} onPress={submit}>{t('visit.save')}</Button>
        </>
      )}
    </>
  );
}
