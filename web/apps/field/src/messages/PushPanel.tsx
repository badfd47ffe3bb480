import { useField } from '../sync/useField';
import { PushDevices } from './PushDevices';

/** Push, while there is a network: without one it says nothing. */
export function PushPanel() {
  const { link } = useField();
  return link === 'online' ? <PushDevices /> : null;
}
