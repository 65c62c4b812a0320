// Round steps for axes.

/** About so many round values that cover a range: ticks(0.2, 3.7, 4) is [0, 1, 2, 3, 4]. */
export function ticks(low, high, wanted = 5) {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(one => one * power).find(one => one >= rough);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({length: last - first + 1}, (_, place) => Number(((first + place) * step).toPrecision(12)));
}

/** Carries a range onto another. */
export const linear = ([low, high], [start, end]) => value => start + ((value - low) / (high - low || 1)) * (end - start);

/** A date as a number of years; what is not known of it is taken from the middle. Null without a year. */
export function years(iso) {
  if (!iso || iso.startsWith("--")) return null;
  const [year, month, date] = iso.split("-").map(Number);
  if (!month) return year + 0.5;
  return year + (month - 1 + (date ? (date - 1) / 31 : 0.5)) / 12;
}
