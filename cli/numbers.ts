/** Numbers in sentences. */

/** `1,234,567`. */
export const grouped = (number: number): string => Math.round(number).toLocaleString("en");

/** `1 packet`, `2 packets`; `text` is another way to write the number. */
export const plural = (number: number | bigint, what: string, text = `${number}`): string =>
  `${text} ${what}${Number(number) === 1 ? "" : "s"}`;
