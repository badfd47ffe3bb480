import { BranchesOutlined, MergeOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

/** A merge or a split: by sign and word. */
export function EventMark({ event }: { event: string }) {
  const { word } = useTexts();
  return event === 'merge'
    ? <Mark tone="fine" icon={<MergeOutlined />}>{word('entity_event', event)}</Mark>
    : <Mark tone="care" icon={<BranchesOutlined />}>{word('entity_event', event)}</Mark>;
}
