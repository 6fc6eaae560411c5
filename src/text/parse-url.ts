/**
 * Reads an address, relative to `base` where that is given; undefined where it is none. Not by `URL.canParse`: once it is compiled, Node 20 calls addresses with
 * letters such as ü none.
 */
export function parseUrl(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
