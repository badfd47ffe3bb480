import { TextsProvider } from '@linli/kit/texts';
import { QueryClientProvider } from '@tanstack/react-query';
import { Localised } from './Localised';
import { Gate } from './session/Gate';
import { queries } from './queries';

/** The console: language, data and design around the gate of the session. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <TextsProvider>
        <Localised><Gate /></Localised>
      </TextsProvider>
    </QueryClientProvider>
  );
}
