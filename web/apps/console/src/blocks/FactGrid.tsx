import type { ReactNode } from 'react';
import { SourceCell } from './SourceCell';
import type { FactSource } from '@linli/kit/client';

/** A fact as it is shown: its name, its value, and where it is from. */
export interface Fact { key: string; name: string; value: ReactNode; source: FactSource | undefined }

/** Facts side by side, each with its source under it. */
export function FactGrid({ facts }: { facts: Fact[] }) {
  return (
    <dl className="ll-fact-grid">
      {facts.map(({ key, name, value, source }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          <dd><SourceCell source={source} /></dd>
        </div>
      ))}
    </dl>
  );
}
