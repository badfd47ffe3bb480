/** What can come of a sign-on, as the address says it that the provider's page led back to. */
export const answers: readonly string[] = ['bound', 'unbound', 'over', 'taken', 'refused', 'untrusted', 'unavailable', 'wait', 'failed'];
