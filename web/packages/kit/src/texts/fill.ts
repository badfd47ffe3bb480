/** Values a text may carry; numbers are written in the reader's locale. */
export type Vars = Record<string, string | number>;

/**
 * Puts values into a text. `{n}` is replaced by the value of `n`; where a text
 * has two forms divided by `|`, the first is for one and the second for any
 * other number, as the locale's plural rule says.
 */
export function fill(template: string, locale: string, vars: Vars = {}): string {
  const forms = template.split('|');
  const plural = new Intl.PluralRules(locale).select(Number(vars.n ?? 0));
  const form = forms.length === 2 && plural !== 'one' ? forms[1] : forms[0];
  return (form ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = vars[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}
