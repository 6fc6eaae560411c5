/**
 * Waits for all of several works, in their order. Throws what the first of them in that order threw, once the others
 * have ended too: what a call that was stopped had cost is kept before its task ends.
 */
export async function together<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(works);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
