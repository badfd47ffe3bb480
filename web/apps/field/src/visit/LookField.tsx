import type { FactAnswer, InspectionLook } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Choice } from '../page/Choice';
import { PhotoButton } from '../photo/PhotoButton';
import { Thumb } from '../photo/Thumb';
import type { Photo } from '../store/device';

interface Props { look: InspectionLook; answers: FactAnswer[]; answer: string; photo: string | null; say(answer: string): void; taken(photo: Photo): Promise<void> }

/** Stands for no answer. */
const none = 'none';

/** Something that is looked at: what was found of it, or that it was not looked at; and the photo that shows it. */
export function LookField({ look, answers, answer, photo, say, taken }: Props) {
  const { t, say: read } = useTexts();
  const options = [...answers.map(({ id, text }) => ({ id, title: read(text) })), { id: none, title: t('housing.notLooked') }];
  const what = read(look.ask);
  return (
    <section className="lf-form">
      <Choice label={what} value={answer || none} options={options} onChange={(id) => say(id === none ? '' : id)} />
      {photo && <Thumb sha256={photo} alt={t('field.photoHere')} />}
      {look.photo && answer && <PhotoButton label={t(photo ? 'visit.photoAgain' : 'visit.photoOf', { what })} taken={taken} />}
    </section>
  );
}
