/** The text of an event that both sides of the delivery measurement send. */
export function pieceOf(seq: number): string {
  return `piece ${seq} of a text`;
}
