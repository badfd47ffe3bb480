import { CheckOutlined, CloseOutlined, ExclamationOutlined } from '@ant-design/icons';
import type { Word } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

/** What a notice is worth, by word and shape. */
export function NoticeStanding({ value }: { value: Word }) {
  const { say } = useTexts();
  const stands = value.name === 'stands';
  const icon = stands ? <ExclamationOutlined /> : value.name === 'done' ? <CheckOutlined /> : <CloseOutlined />;
  return <Mark tone={stands ? 'care' : value.name === 'done' ? 'good' : 'plain'} icon={icon}>{say(value.label)}</Mark>;
}
