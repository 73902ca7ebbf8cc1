// The look of <sf-lens>. A page changes it with the custom properties `--sf-lens-*` and with the
// attribute `theme` (`light` or `dark`; what the page has otherwise).
export const style = new CSSStyleSheet();

style.replaceSync(`
:host {
  display: block;
  font: var(--sf-lens-font, 0.875rem/1.5 system-ui, sans-serif);
  color: light-dark(#1a1f24, #e6e8ea);
  max-height: var(--sf-lens-max-height, none);
  overflow: auto;
  margin: 0 0 1em;
  border: 1px solid light-dark(#e2e4e1, #2b3137);
  border-radius: 8px;
  padding: 0.75em 1em;
  background: var(--sf-lens-ground, light-dark(#ffffff, #1b1f23));
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
section + section { border-top: 1px solid light-dark(#e2e4e1, #2b3137); margin-top: 1em; padding-top: 0.75em; }
header, small, .hidden { color: light-dark(#5c6670, #98a2ac); }
header b { color: light-dark(#1a1f24, #e6e8ea); }
.probe { margin: 1em 0 0.25em; font-weight: bold; }
small { font-weight: normal; font-size: 0.9em; }
p { margin: 0.25em 0; }
pre, ol, code { font-family: var(--sf-lens-mono, ui-monospace, Menlo, Consolas, monospace); font-size: 0.92em; }
pre, ol {
  margin: 0.25em 0;
  padding: 0.5em 0.75em;
  background: light-dark(#f0f1ee, #15181b);
  border-radius: 6px;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
ol { margin-bottom: 0.75em; padding-left: 3em; }
ol ::marker { color: light-dark(#5c6670, #98a2ac); }
.hard { color: light-dark(#0b6b4f, #4cc79b); }
.soft { color: light-dark(#8a5a00, #e3b24c); }
.miss, .fault { color: light-dark(#a23b2a, #ef8f7d); }
.verdict { border-top: 1px solid light-dark(#e2e4e1, #2b3137); margin-top: 1em; padding-top: 0.75em; }
.way { margin-top: 0.75em; font-size: 0.92em; }
a { color: light-dark(#0b5a9c, #7db8ee); }
mark { color: inherit; border-radius: 3px; background: light-dark(#dfe1e3, #434a51); }
mark[data-group="1"] { background: light-dark(#ffe3ad, #5a4310); }
mark[data-group="2"] { background: light-dark(#cfe8fb, #173f58); }
mark[data-group="3"] { background: light-dark(#c9eedd, #114536); }
mark[data-group="4"] { background: light-dark(#f3d7e6, #552d45); }
mark[data-group="5"] { background: light-dark(#e2dcfa, #3b3267); }
mark[data-group="6"] { background: light-dark(#fbdccb, #60331c); }
mark[data-group="7"] { background: light-dark(#cdeef0, #124a50); }
mark[data-group="8"] { background: light-dark(#e8ebbf, #444a14); }
sub { font-size: 0.7em; user-select: none; }
@media (forced-colors: active) { mark { outline: 1px solid; } }
`);
