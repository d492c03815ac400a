//! How the report looks: in light, in dark and on paper.

/// The sheet.
pub(super) const SHEET: &str = "\
:root{color-scheme:light dark;--ink:#16211f;--ground:#fff;--line:#596662;--bar:#0a4d5e;--mark:#a3164a}\
@media (prefers-color-scheme:dark){:root{--ink:#eef3f1;--ground:#121a18;--line:#9fb0aa;--bar:#7cc7d8;--mark:#ff9dbb}}\
body{margin:0;color:var(--ink);background:var(--ground);font:1rem/1.5 system-ui,sans-serif}\
main{max-width:70rem;margin:auto;padding:1.5rem}\
h1{line-height:1.2}h2{margin-top:2.5rem}\
.wide{overflow-x:auto;margin:1rem 0}.wide:focus-visible{outline:3px solid var(--mark)}\
table{border-collapse:collapse}caption{text-align:start;font-weight:bold;padding-block:.5rem}\
th,td{padding:.3rem .75rem;border-bottom:1px solid var(--line);text-align:end;white-space:nowrap}\
th:first-child{text-align:start}thead th{vertical-align:bottom}\
svg{display:block;max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}\
.bar{fill:var(--bar)}.span{stroke:var(--line);stroke-width:2}.mark{stroke:var(--mark);stroke-width:2}\
.run{fill:none;stroke:var(--bar);stroke-width:2}\
@media print{:root{--ink:#000;--ground:#fff;--line:#555;--bar:#000;--mark:#000}.wide{overflow:visible}main{padding:0}\
tr,svg{break-inside:avoid}}";
