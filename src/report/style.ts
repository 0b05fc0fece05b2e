/** The page's style: colours are those of the lab, and on paper the light ones. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #16212e; --soft: #566272; --faint: #e3e8ee; --ground: #ffffff; --page: #ffffff; --edge: #d5dade;
  --accent: #17324d; --gain: #0072b2; --loss: #bf4d00; --good: #00674a; --bad: #a53c00; --alarm: #a3141a;
  --agent-1: #0072b2; --agent-2: #d55e00; --agent-3: #00835f; --agent-4: #b0568e;
  --agent-5: #a87400; --agent-6: #3a93c9; --agent-7: #6b5b95; --agent-8: #4a5563;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e8ecf0; --soft: #a3afbc; --faint: #2b343e; --ground: #12181e; --page: #12181e; --edge: #333d48;
    --accent: #9fc6ee; --gain: #56b0ea; --loss: #ff9a5c; --good: #4fd0a3; --bad: #ffa46b; --alarm: #ff8f8f;
    --agent-1: #56b0ea; --agent-2: #ff8f52; --agent-3: #35c596; --agent-4: #e394c4;
    --agent-5: #efb73e; --agent-6: #9bd3f5; --agent-7: #b4a4e6; --agent-8: #aab6c4;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 40px 20px 60px; max-width: 840px; background: var(--page); color: var(--ink);
  font: 15px/1.55 Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', 'DejaVu Sans', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3 {
  font-family: 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Book Antiqua', 'Source Serif 4', 'DejaVu Serif', Georgia, serif;
  font-weight: 600; line-height: 1.25; margin: 0;
}
h1 { font-size: 34px; }
h2 { font-size: 23px; margin: 56px 0 14px; padding-top: 14px; border-top: 1px solid var(--edge); }
h2 small { font: 14px/1.4 Inter, 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif; color: var(--soft); margin-left: 8px; }
h3 { font-size: 16px; }
p { margin: 4px 0; }
.kind { color: var(--soft); letter-spacing: 0.06em; text-transform: uppercase; font-size: 12px; margin: 0 0 6px; }
.about { color: var(--soft); font-size: 16px; white-space: pre-line; }
.quiet { color: var(--soft); }
dl { margin: 0; }
dt { color: var(--soft); font-size: 12px; }
dd { margin: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 12px 24px; margin-top: 22px; }
.hashes { margin-top: 16px; display: grid; gap: 8px; }
code { font: 12px/1.4 ui-monospace, 'SF Mono', 'DejaVu Sans Mono', Consolas, monospace; }
.claims { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px; }
.claims li { border-left: 3px solid var(--soft); padding-left: 14px; }
.claims .holds { border-color: var(--good); }
.claims .fails { border-color: var(--bad); }
.verdict {
  display: inline-block; min-width: 62px; font: 600 13px/1 Inter, 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif; color: var(--soft);
}
.holds .verdict { color: var(--good); }
.fails .verdict { color: var(--bad); }
.claims p { color: var(--ink); font-size: 14px; }
.alarm {
  border: 2px solid var(--alarm); color: var(--alarm); font-weight: 600; padding: 10px 14px; margin: 0 0 24px; border-radius: 4px;
}
.numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 12px 24px; margin: 0 0 18px; }
.numbers b { font-size: 19px; font-weight: 600; }
.numbers small { display: block; color: var(--soft); font-size: 12px; }
figure { margin: 26px 0 0; }
figcaption p { color: var(--soft); font-size: 13px; line-height: 1.45; margin: 2px 0 10px; max-width: 68ch; }
svg.figure { display: block; max-width: 100%; height: auto; overflow: visible; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px; align-items: start; }
.pair .wide { grid-column: 1 / -1; }
.scroll { overflow-x: auto; margin-top: 26px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.4; }
caption { text-align: left; color: var(--soft); padding-bottom: 8px; font-size: 13px; }
th { font-weight: 400; text-align: left; padding: 4px 0 4px 0; }
thead th { color: var(--soft); font-size: 12px; text-align: right; vertical-align: bottom; padding-left: 14px; border-bottom: 1px solid var(--edge); }
thead th:first-child { text-align: left; padding-left: 0; }
tbody tr { border-bottom: 1px solid var(--faint); }
td { text-align: right; padding: 4px 0 4px 14px; white-space: nowrap; }
.totals { width: auto; min-width: 55%; }
td.unit { text-align: left; color: var(--soft); padding-left: 6px; }
footer { margin-top: 48px; padding-top: 14px; border-top: 1px solid var(--edge); color: var(--soft); font-size: 13px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 640px) {
  .pair { grid-template-columns: 1fr; }
}
@page { size: A4; margin: 15mm 15mm 16mm; }
@media print {
  :root { color-scheme: light; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  h2 { break-after: avoid; margin-top: 24pt; }
  .floor, .lines { break-before: page; }
  .floor h2, .lines h2 { margin-top: 0; border-top: 0; padding-top: 0; }
  figure, .claims li, .totals, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
}
`;
