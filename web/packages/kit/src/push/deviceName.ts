const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'], [/Edg(A|iOS)?\//, 'Edge'], [/(Firefox|FxiOS)\//, 'Firefox'], [/SamsungBrowser\//, 'Samsung Internet'], [/(Chrome|CriOS)\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
];

/** What its holder knows a browser by, from what it says of itself: `Firefox · Android`. */
export function deviceName(userAgent: string): string {
  const of = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [of(browsers), of(systems)].filter(Boolean).join(' · ') || 'Browser';
}
