/**
 * A browser enters a page kept as an app among the programs, with its own registry path as the maker (`Google\Chrome`).
 * Nothing of the page's maker is installed: `Spotify` so listed is no installation of Spotify.
 */
const BROWSERS = [
  'google chrome',
  'microsoft edge',
  'bravesoftware brave browser',
  'yandex yandexbrowser',
  'chromium',
  'vivaldi',
];

/** Both are normalised. */
export function isKeptPage(name: string, publisher: string): boolean {
  return (
    BROWSERS.includes(publisher) &&
    !name.startsWith(publisher.split(' ').at(-1)!) &&
    !name.startsWith(publisher)
  );
}
