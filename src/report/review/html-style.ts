/** The style of the HTML report. Colours come with signs, since not everybody sees them and not every printer has them. What is gained is never green. */
export const STYLE = `
:root {
  --bg: #ffffff; --fg: #1f2328; --dim: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --focus: #0969da;
  --gained: #a40e26; --gained-bg: #ffebe9; --lost: #6639ba; --lost-bg: #fbefff; --both: #7d4e00; --both-bg: #fff8c5; --accepted: #0550ae; --accepted-bg: #ddf4ff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0d1117; --fg: #f0f6fc; --dim: #9198a1; --line: #3d444d; --soft: #151b23; --focus: #58a6ff;
    --gained: #ffa198; --gained-bg: #4a1519; --lost: #d2a8ff; --lost-bg: #301d4f; --both: #f2cc60; --both-bg: #3b2f09; --accepted: #a5d6ff; --accepted-bg: #12304f;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.1rem; color: var(--dim); font-weight: 600; }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
h4 { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h5 { font-size: .85rem; margin: .75rem 0 .25rem; color: var(--dim); }
code, pre { font: .87em/1.5 ui-monospace, monospace; }
code { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; margin: .35rem 0 .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.verdict { font-size: 1.6rem; line-height: 1.25; font-weight: 650; margin: .25rem 0 .75rem; }
.sources { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; margin: 0; color: var(--dim); }
.sources dd { margin: 0; }
.counts, .legend { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0 0; }
.counts li, .legend li { border: 1px solid var(--line); border-radius: 6px; padding: .1rem .6rem; }
.totals { margin: .75rem 0 0; color: var(--dim); }
.key { position: sticky; top: 0; z-index: 3; background: var(--bg); padding: .25rem 0 .5rem; font-size: .85rem; } .key p { margin: .35rem 0 0; color: var(--dim); } .key .legend { margin: 0; gap: .3rem; }
.legend { font-size: .85rem; } .legend i { font-style: normal; font-weight: 700; }
.gained { --tone: var(--gained); --tone-bg: var(--gained-bg); }
.lost { --tone: var(--lost); --tone-bg: var(--lost-bg); }
.both, .inconclusive, .expired { --tone: var(--both); --tone-bg: var(--both-bg); }
.accepted { --tone: var(--accepted); --tone-bg: var(--accepted-bg); }
.same, .unused, .names { --tone: var(--dim); --tone-bg: transparent; }
.counts li, .legend li, .change .sign { color: var(--tone); background: var(--tone-bg); }
.list { border-left: 4px solid var(--tone); padding-left: 1rem; } .list li { overflow-wrap: anywhere; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; margin-bottom: .75rem; }
.tools p { margin: 0; color: var(--dim); }
.tools input[type=search] { font: inherit; width: 20rem; max-width: 100%; padding: .25rem .5rem; color: inherit; background: var(--bg); border: 1px solid var(--dim); border-radius: 6px; }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .9rem; } legend { float: left; margin-right: .9rem; padding: 0; }
.scroll { overflow: auto; max-height: 75vh; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; }
caption { caption-side: top; text-align: left; padding: .5rem .75rem; color: var(--dim); font-size: .85rem; }
th, td { border-top: 1px solid var(--line); border-left: 1px solid var(--line); padding: 0; text-align: left; vertical-align: top; }
th { padding: .35rem .6rem; font-weight: 600; background: var(--soft); }
th:first-child { position: sticky; left: 0; z-index: 1; border-left: 0; max-width: 22rem; overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; z-index: 1; min-width: 6rem; max-width: 16rem; overflow-wrap: anywhere; font: .85em/1.4 ui-monospace, monospace; } thead th:first-child { z-index: 2; }
td { background: var(--tone-bg, transparent); } td.same, td a { padding: .35rem .6rem; }
td a { display: block; height: 100%; color: var(--tone); text-decoration: none; } td a:hover { text-decoration: underline; }
td i { font-style: normal; font-weight: 700; }
.verb { display: inline-block; margin-right: .3em; font-weight: 600; } .verb.kept { opacity: .75; font-weight: 400; } .verb.gone { text-decoration: line-through; } .verb.new::before { content: "+"; }
.change { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 6px; padding: .75rem 1rem; margin: .75rem 0; scroll-margin-top: 1rem; }
.change .sign { display: inline-block; width: 1.5em; text-align: center; border-radius: 4px; }
.change dl { margin: 0; } .change dl div { display: flex; gap: .75rem; } .change dt { flex: 0 0 5rem; color: var(--dim); } .change dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.statements { list-style: none; padding: 0; margin: 0; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; }
dialog { width: min(60rem, 92vw); max-height: 88vh; padding: 1rem 1.25rem; color: inherit; background: var(--bg); border: 1px solid var(--line); border-radius: 10px; } dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog form { display: flex; justify-content: space-between; align-items: start; gap: 1rem; } dialog h2 { margin: 0; overflow-wrap: anywhere; }
dialog button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
@media print {
  :root { --bg: #fff; --fg: #000; --dim: #444; --line: #999; --soft: #fff; --gained: #a40e26; --lost: #6639ba; --both: #7d4e00; --accepted: #0550ae; --gained-bg: #fff0ee; --lost-bg: #f8f0ff; --both-bg: #fffbe0; --accepted-bg: #eef9ff; }
  body { padding: 0; max-width: none; font-size: 10pt; print-color-adjust: exact; }
  .tools, dialog { display: none !important; } .key { position: static; } .scroll { overflow: visible; max-height: none; border: 0; } th { position: static !important; }
  .change, tr { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
}
`;
