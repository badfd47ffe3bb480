export { catalogues, type Key } from './catalogues';
export { TextsProvider } from './TextsProvider';
export { useTexts, type Texts } from './context';
export { fill } from './fill';
export { span, time } from './clock';
export { figureValue } from './figureValue';
export { timeLeft, type TimeLeft } from './timeLeft';
