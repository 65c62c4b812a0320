// Numbers, dates and claims in words.

const NUMBER = new Intl.NumberFormat("en", {maximumFractionDigits: 4});
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const QUALIFIERS = {max: "up to", min: "at least", avg: "on average", approx: "about"};
const RELATIONS = {
  outperforms: "outperforms", matches: "matches", underperforms: "underperforms", improves: "improves",
  sets_sota: "sets the state of the art",
};
const EDGES = {
  INTRODUCES: "introduces", USES: "uses", COMPARES_WITH: "compares with", EVALUATES_ON: "evaluates on",
  TRAINS_ON: "trains on", MENTIONS: "mentions", ADDRESSES: "works on", MEASURES: "measures",
  OUTPERFORMS: "outperforms", VARIANT_OF: "is a variant of", MAKES: "makes", ABOUT: "is about",
  AGAINST: "is against", ON: "holds on", IN: "is measured in", FOR: "is for",
};

const PASSIVE = {
  INTRODUCES: "introduced by", USES: "used by", COMPARES_WITH: "compared with by", EVALUATES_ON: "evaluated on by",
  TRAINS_ON: "trained on by", MENTIONS: "mentioned by", ADDRESSES: "worked on by", MEASURES: "measured by",
  OUTPERFORMS: "outperformed by", VARIANT_OF: "has the variant",
};

/** A text as one reads it, where authors left LaTeX's escapes and citations in it. */
export const readable = text => text.replace(/~?\\cite[a-z]*\*?\{[^{}]*\}/g, "").replace(/\\([%&_#$])/g, "$1")
  .replace(/\s*\\\\\s*/g, " ").replace(/(?<=[\w.,:)\]}])~(?=[\w([{\\])/g, "\u00a0");

export const number = value => NUMBER.format(value);
export const edgeWords = type => EDGES[type] ?? type.toLowerCase().replaceAll("_", " ");
export const passive = type => PASSIVE[type] ?? edgeWords(type);
export const percent = confidence => (confidence === null ? "" : `${Math.round(100 * confidence)}%`);

/** count(1, "paper") is "1 paper", count(2, "paper") "2 papers". */
export const count = (many, noun, plural = noun + "s") => `${number(many)} ${many === 1 ? noun : plural}`;

/** An ISO 8601 date, as precise as it is known; "--03-14" lacks its year. */
export function day(iso) {
  if (!iso) return "";
  const [year, month, date] = iso.startsWith("--") ? ["", ...iso.slice(2).split("-")] : iso.split("-");
  return [date && Number(date), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/** "up to 92.1% accuracy", "outperforms": what a claim says, without whom it speaks of. */
export function statement(claim) {
  if (claim.relation) return RELATIONS[claim.relation] ?? claim.relation;
  const metric = claim.measured_in?.name;
  const unit = claim.unit && claim.unit !== metric ? claim.unit : "";
  const gap = unit && !["%", "x", "×"].includes(unit) ? " " : "";
  const amount = claim.value_text === null ? "" : claim.value_text + gap + unit;
  const words = [QUALIFIERS[claim.qualifier], amount, claim.kind === "score" ? "" : claim.direction, metric];
  return words.filter(Boolean).join(" ") || claim.kind;
}

/** A claim in one line of plain text, for those who cannot see its parts. */
export function claimText(claim) {
  const subject = claim.about?.name ?? claim.subject;
  const object = claim.against?.name ?? claim.baseline;
  const against = object && (claim.relation ? object : `against ${object}`);
  return [subject, statement(claim), against, claim.on && `on ${claim.on.name}`].filter(Boolean).join(" ");
}
