/**
 * Style of the Connect page. Colours are those of the widgets, so that the frame does not look
 * foreign.
 */
export const connectStyle = `
:root { color-scheme: light dark; --bg: #ffffff; --surface: #f6f8fa; --text: #161b22;
  --muted: #57606a; --border: #d5dbe1; --line: #868e99;
  --accent: #1f5fd0; --on-accent: #ffffff; --ok: #17703f; --warn: #8a5a00; --bad: #b42318;
  --tint: #eef3fc; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1419; --surface: #171d24; --text: #e8edf2;
  --muted: #9aa6b2; --border: #2d3742;
  --line: #6b7885; --accent: #7fb0ff; --on-accent: #0b1220; --ok: #5fd08f; --warn: #f0b04a;
  --bad: #ff8a7a; --tint: #152033; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--bg); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
  display: grid; grid-template-rows: 1fr auto; }
main { width: 100%; max-width: 440px; margin: 0 auto; padding: 24px 20px 16px; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 4px; letter-spacing: -0.01em; }
h1:focus { outline: none; }
.lead { margin: 0 0 16px; color: var(--muted); }
.progress { display: flex; gap: 6px; margin: 0 0 16px; }
.dot { height: 4px; flex: 1; border-radius: 2px; background: var(--border); }
.dot.done { background: var(--accent); }
.field { margin: 16px 0; }
label { display: block; font-weight: 600; font-size: 0.9rem; margin-bottom: 4px; }
input, select { width: 100%; font: inherit; color: inherit; background: var(--bg);
  border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
input { min-height: 46px; }
select { padding: 6px; }
option { padding: 8px; border-radius: 6px; }
optgroup { font-size: 0.8rem; color: var(--muted); }
optgroup option { font-size: 1rem; color: var(--text); }
input[aria-invalid] { border-color: var(--bad); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.help { margin: 4px 0 0; font-size: 0.85rem; color: var(--muted); }
.help:empty, .failed:empty { display: none; }
.failed { margin: 12px 0; padding: 10px 12px; border-radius: 8px; border: 1px solid var(--bad);
  color: var(--bad); background: color-mix(in srgb, var(--bad) 8%, var(--bg)); }
button { font: inherit; cursor: pointer; }
.primary { width: 100%; min-height: 48px; margin-top: 8px; border: 0; border-radius: 8px;
  background: var(--accent); color: var(--on-accent); font-weight: 600; }
.primary:hover { filter: brightness(1.08); }
.quiet { border: 0; background: none; color: var(--accent); padding: 8px 0; }
.consent { list-style: none; margin: 16px 0; padding: 12px 16px; background: var(--surface);
  border: 1px solid var(--border); border-radius: 10px; font-size: 0.9rem; }
.consent li { padding: 4px 0 4px 26px; position: relative; }
.consent li::before { content: ""; position: absolute; left: 2px; top: 10px; width: 12px;
  height: 7px; }
.consent .yes::before { border-left: 2px solid var(--ok); border-bottom: 2px solid var(--ok);
  transform: rotate(-45deg); }
.consent .no::before { top: 15px; height: 0; border-top: 2px solid var(--muted); }
.tests { margin: 16px 0; border: 1px solid var(--border); border-radius: 10px;
  background: var(--surface); }
.tests summary { padding: 10px 14px; font-size: 0.9rem; font-weight: 600; cursor: pointer; }
.logins { list-style: none; margin: 0; padding: 0 8px 8px; max-height: 236px; overflow: auto;
  display: grid; gap: 4px; }
.logins button { width: 100%; text-align: left; border: 1px solid transparent; border-radius: 8px;
  padding: 8px 10px; background: none; color: inherit; display: grid; gap: 1px; }
.logins button:hover { background: var(--tint); border-color: var(--border); }
.logins span { font-size: 0.85rem; color: var(--muted); }
.logins code { font-size: 0.75rem; color: var(--muted); overflow-wrap: anywhere; }
.busy { width: 44px; height: 44px; margin: 32px auto; border-radius: 50%;
  border: 4px solid var(--border); border-top-color: var(--accent);
  animation: turn 0.9s linear infinite; }
.result { width: 64px; height: 64px; margin: 24px auto; border-radius: 50%;
  border: 3px solid var(--ok); position: relative; }
.result.good::after { content: ""; position: absolute; left: 17px; top: 17px; width: 26px;
  height: 14px; border-left: 3px solid var(--ok); border-bottom: 3px solid var(--ok);
  transform: rotate(-45deg); }
.result.wait { border-color: var(--warn); }
.result.wait::after { content: ""; position: absolute; left: 28px; top: 12px; width: 14px;
  height: 20px; border-left: 3px solid var(--warn); border-bottom: 3px solid var(--warn); }
footer { padding: 12px 20px; text-align: center; font-size: 0.8rem; color: var(--muted);
  border-top: 1px solid var(--border); }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .busy { animation: none; border-top-color: var(--border);
  border-style: dashed; } }
`;
