/** Style of the control page. */
export const controlStyle = `
:root { color-scheme: light dark; --bg: #ffffff; --surface: #f6f8fa; --text: #161b22;
  --muted: #57606a; --border: #d5dbe1; --line: #868e99;
  --accent: #1f5fd0; --on-accent: #ffffff; --ok: #17703f; --warn: #8a5a00; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1419; --surface: #171d24; --text: #e8edf2;
  --muted: #9aa6b2; --border: #2d3742;
  --line: #6b7885; --accent: #7fb0ff; --on-accent: #0b1220; --ok: #5fd08f; --warn: #f0b04a;
  --bad: #ff8a7a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
header, main { max-width: 1200px; margin: 0 auto; padding: 20px; }
header { display: flex; flex-wrap: wrap; gap: 8px 32px; align-items: end;
  border-bottom: 1px solid var(--border); }
header h1 { font-size: 1.3rem; margin: 0 auto 0 0; letter-spacing: -0.01em; }
header dl { display: flex; gap: 24px; margin: 0; }
dt { font-size: 0.75rem; color: var(--muted); } dd { margin: 0; font-variant-numeric: tabular-nums;
  font-weight: 600; }
main { display: grid; gap: 20px;
  grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); align-items: start; }
section { border: 1px solid var(--border); border-radius: 10px; padding: 16px; min-width: 0; }
@media (min-width: 980px) { section.people { grid-row: span 3; } }
.actions { display: flex; gap: 8px; }
h2 { font-size: 1rem; margin: 0 0 12px; }
h3 { font-size: 0.95rem; margin: 0 0 8px; }
.bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-bottom: 12px; }
label { font-size: 0.8rem; font-weight: 600; display: grid; gap: 4px; }
input, select { font: inherit; font-weight: 400; color: inherit; background: var(--bg);
  border: 1px solid var(--line); border-radius: 6px; padding: 7px 10px; min-width: 0;
  max-width: 100%; }
button, a.button { font: inherit; font-size: 0.85rem; color: inherit; background: var(--surface);
  border: 1px solid var(--line); border-radius: 6px; padding: 6px 12px; cursor: pointer;
  text-decoration: none; min-height: 36px; }
button:hover, a.button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); color: var(--on-accent); border-color: var(--accent);
  font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#note { min-height: 1.5em; margin: 0; color: var(--muted); width: 100%; }
article { border-top: 1px solid var(--border); padding: 12px 0; }
article:first-child { border-top: 0; padding-top: 0; }
.credential { background: var(--surface); border-radius: 8px; padding: 10px 12px;
  margin-bottom: 8px; }
.credential ul { margin: 4px 0 8px; padding-left: 18px; max-height: 180px; overflow: auto; }
.credential li + li { margin-top: 6px; }
.muted, .empty { color: var(--muted); font-size: 0.85rem; margin: 2px 0; }
.chip { display: inline-block; font-size: 0.75rem; font-weight: 600;
  border: 1px solid currentColor; border-radius: 999px; padding: 0 8px; white-space: nowrap; }
.chip.ok { color: var(--ok); } .chip.bad { color: var(--bad); } .chip.wait { color: var(--warn); }
.scroll { overflow: auto; max-height: 360px; }
table { border-collapse: collapse; width: 100%; font-size: 0.85rem; }
th { text-align: left; color: var(--muted); font-weight: 600; position: sticky; top: 0;
  background: var(--bg); }
td, th { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--border); vertical-align: top; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
`;
