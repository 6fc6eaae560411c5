/**
 * Reads an address; undefined where it is none. Not by `URL.canParse`: once it is compiled, Node 20 calls addresses with
 * letters such as ü none.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
