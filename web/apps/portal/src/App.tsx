import { TextsProvider } from '@linli/kit/texts';
import { Shell } from './page/Shell';

/** The residents' portal. */
export function App() {
  return <TextsProvider><Shell /></TextsProvider>;
}
