import type { WashComponent } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Tooltip } from 'antd';
import { piecesOf } from './pieces';

/** A line as it was written, with the components found in it. */
export function Written({ line, components }: { line: string; components: WashComponent[] }) {
  const { word } = useTexts();
  return (
    <span className="ll-written">
      {piecesOf(line, components).map((piece) => (piece.kind
        ? (
          <Tooltip key={piece.start} title={`${word('component', piece.kind)}: ${piece.value}`}>
            <mark data-kind={piece.kind}>{piece.text}</mark>
          </Tooltip>
        )
        : <span key={piece.start}>{piece.text}</span>))}
    </span>
  );
}
