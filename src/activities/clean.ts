/** What the store can keep of a text: valid Unicode without NUL. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
