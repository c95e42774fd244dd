/**
 * The last item that starts at or before `offset`, or undefined. The items are in the order of their offsets.
 */
export function lastStartingBy<T>(
  items: readonly T[],
  start: (item: T) => number,
  offset: number,
): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (start(items[middle]!) <= offset) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
