/** Maps items with at most `width` calls at once, in order. Throws the first error of any call. */
export async function inBatches<T, R>(
  items: readonly T[],
  width: number,
  call: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async () => {
    for (let place = next++; place < items.length; place = next++) {
      results[place] = await call(items[place] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}
