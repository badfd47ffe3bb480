import type { DoorCode, Text } from '@linli/kit/client';
import { QRCode } from 'antd';
import { groupsOf } from './labelPages';

interface Props { row: DoorCode & { code: string; target: string }; purpose: Text }

/** A label as it is put at a door, in both languages: which unit, what to copy where nothing scans, and what it is for. */
export function DoorLabel({ row, purpose }: Props) {
  const { unit, code, short, target } = row;
  return (
    <article className="ll-label">
      <figure>
        <span aria-hidden="true"><QRCode value={`${location.origin}${target}`} size={128} bordered={false} type="svg" /></span>
        <figcaption>{short}</figcaption>
      </figure>
      <div>
        <b lang="zh-CN">{unit.label.zh}</b>
        {unit.label.en !== unit.label.zh && <b lang="en">{unit.label.en}</b>}
        <p lang="zh-CN">{purpose.zh}</p>
        <p lang="en">{purpose.en}</p>
        <code>{groupsOf(code).map((group, index) => <span key={index}>{group}</span>)}</code>
      </div>
    </article>
  );
}
