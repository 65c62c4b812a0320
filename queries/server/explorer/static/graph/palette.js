// The colours of the page, as a canvas needs them, and how edges look.

const TYPES = ["Paper", "Method", "Dataset", "Task", "Metric", "Other"];
const PLAIN = 2_000; // edges that can be drawn at full strength

/** Resolves the custom properties of the style sheet to colours that a canvas understands. */
export function palette(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const color = name => {
    probe.style.setProperty("color", `var(--${name})`);
    return getComputedStyle(probe).color;
  };
  const colors = {
    page: color("page"), ink: color("ink"), quiet: color("quiet"), lit: color("Metric"), field: color("field-edge"),
    types: Object.fromEntries(TYPES.map(type => [type, color(type)])),
  };
  probe.remove();
  return colors;
}

/** Three looks: who outperforms whom, variants, and all else; fainter where there are many. */
export function edgeStyles(colors, count) {
  const alpha = Math.max(0.16, Math.min(0.6, Math.sqrt(PLAIN / Math.max(count, 1)) * 0.4));
  const isPlain = edge => edge.type !== "OUTPERFORMS" && edge.type !== "VARIANT_OF";
  return [
    {fits: isPlain, color: colors.field, alpha, width: 1},
    {fits: edge => edge.type === "VARIANT_OF", color: colors.types.Method, alpha, width: 1, dash: [3, 3]},
    {fits: edge => edge.type === "OUTPERFORMS", color: colors.lit, alpha: Math.min(1, alpha * 1.6), width: 1.3},
  ];
}
