import { CheckCircleOutlined, HourglassOutlined, StopOutlined } from '@ant-design/icons';
import type { FigureObjection } from '@linli/kit/client';
import { figureValue, useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { ObjectionAnswerForm } from './ObjectionAnswerForm';

/** One objection: the figure as it stood, what is wrong with it, and the answer; nobody answers their own. */
export function ObjectionLine({ row }: { row: FigureObjection }) {
  const texts = useTexts();
  const { t, say, word, day, moment } = texts;
  const { answer } = row;
  return (
    <li>
      <div>
        <b>{word('figure_name', row.figure)}: {figureValue(row.figure, row.shown, texts)}</b>
        {row.of && <span>{say(row.of.title)}</span>}
        <span className="ll-soft">{day(row.from)} – {day(row.to)}</span>
        {!answer && <Mark tone="care" icon={<HourglassOutlined />}>{t('objection.waiting')}</Mark>}
        {answer?.upheld === true && <Mark tone="good" icon={<CheckCircleOutlined />}>{t('objection.upheld')}</Mark>}
        {answer?.upheld === false && <Mark icon={<StopOutlined />}>{t('objection.rejected')}</Mark>}
      </div>
      <p>{row.words}</p>
      <small>{row.by.me ? t('cases.me') : row.by.name} · <time dateTime={row.at}>{moment(row.at)}</time></small>
      {answer && <p>{t('objection.answer')}: {answer.words} <small>{answer.by.me ? t('cases.me') : answer.by.name} · {moment(answer.at)}</small></p>}
      {!answer && !row.by.me && <ObjectionAnswerForm id={row.id} />}
    </li>
  );
}
