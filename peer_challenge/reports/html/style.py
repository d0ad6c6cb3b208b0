"""The style of the web page: the colours and proportions of the PDF, for screens of any width and for paper."""

from peer_challenge.reports.palette import INK, MUTED, RULE, STRONG_TINT, TINT, WHITE

_STYLE = f"""
:root {{ --ink: #{INK}; --muted: #{MUTED}; --accent: #%accent%; --rule: #{RULE}; --tint: #{TINT};
  --strong: #{STRONG_TINT}; --paper: #{WHITE}; }}
* {{ box-sizing: border-box; }}
html {{ font: 112.5%/1.5 Lato, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere; }}
body {{ margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 46rem; }}
main:focus {{ outline: none; }}
.skip {{ position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--paper); }}
.skip:focus {{ left: .5rem; top: .5rem; }}
:focus-visible {{ outline: .2rem solid var(--accent); outline-offset: .15rem; }}
a {{ color: var(--accent); text-underline-offset: .15em; }}
h1, h2 {{ color: var(--accent); line-height: 1.2; }}
h1 {{ font-size: 2rem; margin: 1.5rem 0 .25rem; }}
h2 {{ font-size: 1.45rem; margin: 2.5rem 0 .5rem; }}
h3 {{ font-size: 1.12rem; line-height: 1.3; margin: 1.6rem 0 .4rem; }}
h4 {{ font-size: 1rem; color: var(--muted); margin: 1.2rem 0 .3rem; }}
p {{ margin: .6rem 0; }}
.subtitle {{ color: var(--muted); font-size: 1.12rem; margin: 0 0 1.25rem; padding-bottom: .9rem;
  border-bottom: .2rem solid var(--accent); }}
.lead {{ font-size: 1.12rem; }}
.quiet, figcaption, footer {{ color: var(--muted); font-size: .88rem; }}
header {{ display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; }}
.marking, .letterhead {{ font-weight: bold; font-size: .88rem; margin: 0; }}
.letterhead {{ color: var(--accent); }}
.logo {{ max-width: 100%; height: auto; }}
footer {{ border-top: 1px solid var(--rule); margin-top: 3rem; }}
ul, ol {{ padding-left: 1.4rem; margin: .6rem 0; }}
li {{ margin: .35rem 0; }}
li::marker {{ color: var(--accent); font-weight: bold; }}
li > .quiet {{ margin: .1rem 0 0; }}
dl {{ margin: .8rem 0; }}
dl > div {{ display: grid; grid-template-columns: minmax(8rem, 27%) 1fr; gap: 0 1rem; padding: .15rem 0; }}
dt {{ color: var(--muted); font-weight: bold; }}
dd {{ margin: 0; }}
.scroll {{ overflow-x: auto; margin: 1rem 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: .94rem; }}
caption {{ text-align: left; color: var(--muted); font-weight: bold; padding-bottom: .4rem; }}
caption span {{ position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2.5rem); }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--rule);
  min-width: 7.2rem; }}
th {{ overflow-wrap: break-word; }}
thead th {{ color: var(--accent); border-bottom: .12rem solid var(--accent); vertical-align: bottom; }}
.number {{ min-width: 6.2rem; text-align: right; font-variant-numeric: tabular-nums; }}
figure {{ margin: 1.4rem 0; }}
svg {{ display: block; width: 100%; height: auto; }}
figcaption {{ font-weight: bold; margin-top: .4rem; }}
details {{ margin: .4rem 0; }}
summary {{ color: var(--accent); cursor: pointer; padding: .25rem 0; width: fit-content; }}
blockquote {{ margin: 1.2rem 0; padding: .1rem 1.2rem; border-left: .2rem solid var(--accent); font-size: 1.05rem; }}
.callout {{ margin: 1.6rem 0; padding: .7rem 1.2rem .8rem; background: var(--tint);
  border-left: .2rem solid var(--accent); }}
.callout.ask {{ background: var(--strong); }}
.callout-heading {{ color: var(--accent); font-weight: bold; margin: 0 0 .3rem; }}
nav ul {{ list-style: none; padding: 0; }}
nav .level-1 {{ font-weight: bold; margin-top: .7rem; }}
nav .level-2 {{ padding-left: 1.2rem; }}
nav .level-3 {{ padding-left: 2.4rem; }}
.writing > div {{ height: 2rem; border-bottom: 1px solid var(--muted); }}
@media (max-width: 32rem) {{
  dl > div {{ display: block; padding: .35rem 0; }}
  h1 {{ font-size: 1.6rem; }}
  col {{ width: auto !important; }}
  th, td {{ min-width: 6.4rem; padding-right: .5rem; }}
}}
@media print {{
  @page {{ size: A4; margin: 18mm 20mm; }}
  html {{ font-size: 10pt; }}
  th, td, .number {{ min-width: 0; }}
  caption span {{ max-width: none; }}
  body {{ max-width: none; padding: 0; }}
  .skip, details {{ display: none; }}
  .new-page {{ break-before: page; }}
  h1, h2, h3, h4, .callout-heading {{ break-after: avoid; }}
  figure, .callout, tr, li, .writing {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
  .scroll {{ overflow: visible; }}
  p {{ orphans: 2; widows: 2; }}
}}
"""


def style_in(accent: str) -> str:
    """Return the style in a region's own colour."""
    return _STYLE.replace("%accent%", accent)
