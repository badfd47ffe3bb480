import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** Answers to the catalogue's questions. */
export function AnswerList({ answers }: { answers: CaseDetail['answers'] }) {
  const { say } = useTexts();
  if (answers.length === 0) return null;
  return <dl className="ll-answers">{answers.map(({ ask, answer }, index) => <div key={index}><dt>{say(ask)}</dt><dd>{say(answer)}</dd></div>)}</dl>;
}
