import { type FigureObjections, type FiguresPage, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { Failure } from '../page/Failure';
import { TextInput } from '../page/TextInput';
import { heard, within } from '../sync/server';

interface Props { page: FiguresPage; figures: string[]; done(now: FigureObjections): void }

/** What is wrong with a figure of one's own: shown, with this figure alone, to whoever answers. */
export function ObjectForm({ page, figures, done }: Props) {
  const { t, word } = useTexts();
  const [id] = useState(() => crypto.randomUUID());
  const [figure, setFigure] = useState('');
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = () => {
    setBusy(true);
    setError(null);
    const said = { id, from: page.from, to: page.to, of: '', figure, words: words.trim() };
    heard(write<FigureObjections>('POST', '/api/cases/figures/own/objections', said, within(30))).then(done, setError).finally(() => setBusy(false));
  };
  return (
    <div className="lf-form">
      <p className="lf-soft">{t('objection.objectLead')}</p>
      <Choice label={t('objection.figure')} value={figure} options={figures.map((name) => ({ id: name, title: word('figure_name', name) }))} onChange={setFigure} />
      <TextInput long label={t('objection.words')} max={2000} value={words} onChange={setWords} />
      <Failure error={error} />
      <Button className="lf-main" isDisabled={busy || !figure || !words.trim()} onPress={send}>{t('objection.send')}</Button>
    </div>
  );
}
