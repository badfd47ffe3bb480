import type { CaseLead } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { LeadActions } from '../leads/LeadActions';
import { LetterDrawer } from '../leads/LetterDrawer';
import { Mark } from '../page/Mark';
import { LeadDecision } from './LeadDecision';

/** A lead with its reasons, and what a person may do with it: send it on or set it aside; an invitation is delivered or withdrawn. */
export function LeadCard({ lead }: { lead: CaseLead }) {
  const { t, say, word, moment } = useTexts();
  const [letter, setLetter] = useState(false);
  return (
    <li>
      <div className="ll-lead-head"><b>{say(lead.title)}</b><Mark>{word('lead_source', lead.source)}</Mark></div>
      <span className="ll-soft">{say(lead.label)}</span>
      {lead.reasons.length > 0 && <ul>{lead.reasons.map((each, index) => <li key={index}>{say(each)}</li>)}</ul>}
      <small className="ll-soft">{moment(lead.delivered_at)}{lead.expires_at && ` · ${t('cases.leadUntil', { at: moment(lead.expires_at) })}`}</small>
      {lead.source === 'signal' ? <LeadActions lead={lead} openLetter={() => setLetter(true)} /> : <LeadDecision lead={lead} />}
      {letter && <LetterDrawer lead={lead} close={() => setLetter(false)} />}
    </li>
  );
}
