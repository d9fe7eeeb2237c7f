"""HTML and XML (Mallard, DocBook) manuals as blocks.

Both readers feed the same `BlockCollector`, which knows elements only by name: an element is a
block, a listing, skipped with all inside it, or running text.
"""

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

from .text import Block, squeeze

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

_HTML_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt figcaption figure form"
    " h1 h2 h3 h4 h5 h6 hr html li main ol option p section select summary table tbody td tfoot th thead tr ul".split()
)
_HTML_SKIPPED = frozenset(
    "script style head nav header footer aside noscript button template svg math iframe object title".split()
)
_HTML_LISTINGS = frozenset(["pre"])

_XML_BLOCKS = frozenset(
    "page article book chapter section sect1 sect2 sect3 sect4 preface appendix glossary info bookinfo articleinfo"
    " p para simpara formalpara title subtitle titleabbrev desc abstract note tip warning caution important quote"
    " blockquote steps item terms tree list itemizedlist orderedlist variablelist varlistentry listitem term"
    " procedure step substeps example figure informalfigure mediaobject textobject caption table informaltable tgroup"
    " thead tbody row tr td th entry media synopsis glossentry glossterm glossdef glossdiv bridgehead highlights"
    " segmentedlist segtitle seglistitem seg simplelist member qandaset qandaentry question answer comment".split()
)
_XML_SKIPPED = frozenset(
    "credit revision link-type include license legalnotice author authorgroup editor othercredit copyright"
    " publisher revhistory releaseinfo indexterm email years keyword keywordset imageobject screeninfo date"
    " anchor remark".split()
)
_XML_LISTINGS = frozenset("screen programlisting literallayout".split())
# What stands between the children of these when a reader sees them.
_JOINED = {"keyseq": "+", "keycombo": "+", "guiseq": " ▸ ", "menuchoice": " ▸ "}


class BlockCollector:
    """Collects blocks from start, end and data events.

    `skipped_classes` are HTML classes dropped with their content. `root` is the id of the only
    element to read, if given.
    """

    def __init__(self, blocks, listings, skipped, skipped_classes=(), root=None):
        self.blocks = []
        self._kinds = (blocks, listings, skipped)
        self._skipped_classes = frozenset(skipped_classes)
        self._root = root
        self._inside_root = root is None
        self._stack = []  # (name, skipping before, listing before, in root before)
        self._children = []  # for each open element: children kept so far
        self._skipping = False
        self._listing = False
        self._parts = []

    def start(self, name, attributes):
        blocks, listings, skipped = self._kinds
        classes = frozenset((attributes.get("class") or "").split())
        parent = self._stack[-1][0] if self._stack else None
        parent_is_switch = bool(self._stack) and self._stack[-1][4]
        self._stack.append(
            (name, self._skipping, self._listing, self._inside_root, bool(classes & {"switch", "switchinline"}))
        )
        if name in skipped or classes & self._skipped_classes:
            self._skipping = True
        if parent_is_switch:
            # LibreOffice help writes a sentence once for each system and module: one of them is enough.
            if classes & {"MAC", "WIN", "UNIX"} or self._children[-1]:
                self._skipping = True
        if self._children and not self._skipping:
            if parent in _JOINED and self._children[-1]:
                self._parts.append(_JOINED[parent])
            self._children[-1] += 1
        self._children.append(0)
        if self._root is not None and attributes.get("id") == self._root:
            self._inside_root = True
        if name in blocks or name in listings:
            self._flush()
            self._listing = self._listing or name in listings

    def end(self, name):
        if not any(entry[0] == name for entry in self._stack):
            return
        blocks, listings, _ = self._kinds
        while self._stack:
            entry = self._stack.pop()
            self._children.pop()
            if entry[0] in blocks or entry[0] in listings:
                self._flush()
            _, self._skipping, self._listing, self._inside_root, _ = entry
            if entry[0] == name:
                return

    def data(self, text):
        if self._skipping or not self._inside_root:
            return
        if self._stack and self._stack[-1][0] in _JOINED and not text.strip():
            return
        self._parts.append(text)

    def close(self):
        self._flush()
        return self.blocks

    def _flush(self):
        text = "".join(self._parts)
        self._parts = []
        if not text.strip():
            return
        if self._listing:
            self.blocks.append(Block(text.strip("\n"), listing=True))
        else:
            self.blocks.append(Block(squeeze(text)))


class _HTMLReader(HTMLParser):
    def __init__(self, collector):
        super().__init__(convert_charrefs=True)
        self._collector = collector

    def handle_starttag(self, tag, attrs):
        self._collector.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._collector.end(tag)

    def handle_startendtag(self, tag, attrs):
        # XHTML writes <a id="x"/>; HTML would leave it open, so close it here.
        self._collector.start(tag, {name: value or "" for name, value in attrs})
        self._collector.end(tag)

    def handle_endtag(self, tag):
        if tag not in _VOID:
            self._collector.end(tag)

    def handle_data(self, data):
        self._collector.data(data)


class _XMLTarget:
    """Passes ElementTree's events on without namespaces."""

    def __init__(self, collector):
        self._collector = collector

    def start(self, tag, attributes):
        self._collector.start(_local(tag), attributes)

    def end(self, tag):
        self._collector.end(_local(tag))

    def data(self, data):
        self._collector.data(data)

    def close(self):
        return self._collector.close()


_TAG = re.compile(rb"<[^<>]*>")
_PREFIX = re.compile(rb"(</?|\s)[A-Za-z]+:(?=[A-Za-z])")


def _local(tag):
    return tag.rsplit("}", 1)[-1]


def html_blocks(data, root=None, skip_classes=()):
    """The blocks of an HTML page given as bytes (UTF-8)."""
    collector = BlockCollector(_HTML_BLOCKS, _HTML_LISTINGS, _HTML_SKIPPED, skip_classes, root)
    reader = _HTMLReader(collector)
    reader.feed(data.decode("utf-8", errors="replace"))
    reader.close()
    return collector.close()


def xml_blocks(data):
    """The blocks of a Mallard or DocBook document given as bytes; none if it is not well formed."""
    # Some manuals use prefixes they never declare; without prefixes they can still be read.
    for text in (data, _TAG.sub(lambda tag: _PREFIX.sub(rb"\1", tag.group()), data)):
        parser = ElementTree.XMLParser(target=_XMLTarget(BlockCollector(_XML_BLOCKS, _XML_LISTINGS, _XML_SKIPPED)))
        try:
            parser.feed(text)
            return parser.close()
        except ElementTree.ParseError:
            continue
    return []


def extract_html(files, root=None, skip_classes=()):
    """A document a page."""
    for path, data in files:
        yield path, html_blocks(data, root, skip_classes)


def extract_xml(files):
    """A document a file."""
    for path, data in files:
        yield path, xml_blocks(data)
