import type { HowToTell, MessageKind } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Button, Checkbox, Input, Switch } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';
import { type Column } from '../page/RowsTable';
import { PlainTable } from '../page/PlainTable';
import { useErrorText } from '../page/useErrorText';
import { clockOf, minutesOf } from './minutes';
import { useChoose } from './queries';

/** Quiet hours that are offered first: ten at night to seven in the morning. */
const usual = { from_minute: 1320, to_minute: 420 };

/** Kinds by channel, and quiet hours. */
export function HowForm({ how }: { how: HowToTell }) {
  const { t, say, word } = useTexts();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const choose = useChoose();
  const [kinds, setKinds] = useState(() => Object.fromEntries(how.kinds.map((kind) => [kind.id, kind.channels])));
  const [quiet, setQuiet] = useState(how.quiet);
  const take = (kind: string, channel: string, wanted: boolean) => setKinds((all) => ({ ...all, [kind]: { ...all[kind], [channel]: wanted } }));
  const save = () => choose.mutate({ kinds, quiet }, {
    onSuccess: () => void message.success(t('messages.saved')),
    onError: (error) => void message.error(errorText(error).detail ?? errorText(error).title),
  });
  const shown = how.channels.filter(({ set_up, channel }) => set_up && (channel !== 'webhook' || how.channels.some((each) => each.channel === channel && each.address)));
  const columns: Column<MessageKind>[] = [
    { key: 'kind', title: t('messages.kind'), render: (kind) => <>{say(kind.about)} {kind.urgent && <Mark tone="care" title={t('messages.urgentHint')}>{t('messages.urgent')}</Mark>}</> },
    { key: 'app', title: t('messages.app'), width: 100, render: (kind) => <Checkbox checked disabled aria-label={`${say(kind.about)}: ${t('messages.appAlways')}`} /> },
    ...shown.map(({ channel }) => ({
      key: channel, title: word('channel', channel), width: 100,
      render: (kind: MessageKind) => (
        <Checkbox
          checked={kinds[kind.id]?.[channel] ?? false} aria-label={t('messages.takes', { kind: say(kind.about), channel: word('channel', channel) })}
          onChange={(event) => take(kind.id, channel, event.target.checked)}
        />
      ),
    })),
  ];
  const hour = (name: 'from_minute' | 'to_minute', label: string) => quiet && (
    <Input
      type="time" required aria-label={label} className="ll-time" value={clockOf(quiet[name])}
      onChange={(event) => { const minutes = minutesOf(event.target.value); if (minutes !== null) setQuiet({ ...quiet, [name]: minutes }); }}
    />
  );
  return (
    <>
      <h2>{t('messages.tabHow')}</h2>
      <p className="ll-soft">{t('messages.howLead')}</p>
      <PlainTable label={t('messages.tabHow')} columns={columns} rows={how.kinds} />
      <h3>{t('messages.quiet')}</h3>
      <p className="ll-soft">{t('messages.quietLead')}</p>
      <div className="ll-quiet">
        <label><Switch checked={quiet !== null} aria-label={t('messages.quietOn')} onChange={(on) => setQuiet(on ? how.quiet ?? usual : null)} /> {t('messages.quietOn')}</label>
        {quiet && <span>{hour('from_minute', t('messages.quietFrom'))} – {hour('to_minute', t('messages.quietTo'))}</span>}
      </div>
      <Button type="primary" loading={choose.isPending} onClick={save}>{t('messages.save')}</Button>
    </>
  );
}
