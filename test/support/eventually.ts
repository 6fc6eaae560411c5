/** Calls until the answer fits; throws with the last answer when that takes too long. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  fits: (value: T) => boolean,
  mostMs = 30_000,
): Promise<T> {
  const giveUpAt = Date.now() + mostMs;
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > giveUpAt) throw new Error(`Not in ${mostMs} ms; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
