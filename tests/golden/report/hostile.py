"""What anybody may have written into a name of a tenant, and no file may do anything with."""

from __future__ import annotations

HOSTILE_NAMES = {
    "tag": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "right-to-left": "invoice\u202efdp.exe\u2066\u2069",
    "long": "W" * 10_000,
    "no-break space": "Tea\u00a0policy\u00a0",
    "pipes": "a|b||c\\|d\\\\|",
    "lines": "one\ntwo\r\nthree\u2028four\x85five",
    "control characters": "\x00\x08\x1b[31mred\x07\x7f\x9b31m",
    "end of CDATA": "]]><x/>&amp;&#0;<!--",
    "formula": "=cmd|' /C calc'!A0",
    "formula after spaces": "\u00a0 +SUM(1)",
    "formula after a tab": "\t@SUM(1)",
    "full-width formula": "\uff1dcmd()",
    "ticks": "a`b``c```\n```\n# heading",
    "only ticks": "`",
    "commands": "x\n::error::boom\r\n::add-mask::%0A::set-output name=a::b",
    "orders": "##vso[task.setvariable variable=CODE]0 ###[error]x ##VSO[task.complete result=Succeeded;]",
    "fillers": "a\u034f\u3164\ufe0f\U000e0100b",
    "command parts": "title,file=x::y:%0D%25",
    "links": "[x](http://evil.example) ![y](http://evil.example/z) <http://e.example> http://evil.example @octocat #1",
    "SARIF link": "[here](1) {0} {{1}}",
    "template": "{{ 7*7 }}{% raw %}",
    "no characters": "\ufffe\uffff\ud800",
    "short codes": ":lock: :warning: fd00:a:b:1::/64 :id:",
    "quotation marks": '"\'";","',
    "empty": "",
    "spaces": "   ",
    "heading": "# a\n- b\n> c",
}
