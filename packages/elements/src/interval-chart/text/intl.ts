let isLoaded = false;

/**
 * Creates the first `Intl` objects of a page, for which the browser loads its tables. Their loading
 * time is in bench/RESULTS.md.
 */
export function loadIntl(): void {
  if (isLoaded) return;
  isLoaded = true;
  new Intl.DateTimeFormat('en', { timeZone: 'America/New_York', timeZoneName: 'longOffset' }).format(0);
  new Intl.NumberFormat('en').format(0);
}
