import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button, Switch } from 'react-aria-components';
import { position } from '../page/position';
import { PhotoButton } from '../photo/PhotoButton';
import { Thumb } from '../photo/Thumb';
import type { Change } from './useDrafts';
import { fileKinds, type Shown } from './visit';

interface Props { word: Word; must: boolean; has: boolean; photo: string | null; change: Change<Shown> }

/** One kind of evidence: a photo, where one stands, or that it was so. */
export function EvidenceField({ word: { name, label }, must, has, photo, change }: Props) {
  const { t, say } = useTexts();
  const [lost, setLost] = useState(false);
  const stand = async () => {
    const at = await position();
    setLost(at === null);
    if (at) await change(() => at);
  };
  if (fileKinds.has(name)) {
    return (
      <>
        {photo && <Thumb sha256={photo} alt={t('field.photoHere')} />}
        <PhotoButton label={must ? t(photo ? 'visit.photoAgain' : 'visit.photoOf', { what: say(label) }) : t('visit.photoFree')} taken={(taken) => change(({ photos }) => ({ photos: { ...photos, [name]: taken.sha256 } }), taken)} />
      </>
    );
  }
  if (name === 'on_the_spot') {
    return (
      <>
        <Button className="lf-second" onPress={() => void stand()}>{t(has ? 'field.standsHere' : 'visit.stand')}</Button>
        <p className="lf-soft">{t('housing.onTheSpot')}</p>
        {lost && <p className="lf-failure" role="alert">{t('field.noPosition')}</p>}
      </>
    );
  }
  return (
    <Switch className="lf-switch" isSelected={has} onChange={(is) => void change(({ said }) => ({ said: is ? [...said, name] : said.filter((each) => each !== name) }))}>
      <i aria-hidden="true" />{say(label)}
    </Switch>
  );
}
