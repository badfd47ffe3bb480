export { StrengthMeter } from './StrengthMeter';
