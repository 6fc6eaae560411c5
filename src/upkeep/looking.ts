/**
 * Makes what looks for work whenever there may be some: calls that come while it looks are answered by one more look.
 * `look` returns whether it may have left some. What it throws goes to `onError`; the next call looks again.
 */
export function createLooking(
  look: () => Promise<boolean>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let isWoken = false;
  let looking: Promise<void> | undefined;
  const lookOn = async () => {
    while (isWoken) {
      isWoken = false;
      try {
        isWoken = (await look()) || isWoken;
      } catch (error) {
        onError(error);
      }
    }
  };
  return () => {
    isWoken = true;
    looking ??= lookOn().finally(() => (looking = undefined));
    return looking;
  };
}
