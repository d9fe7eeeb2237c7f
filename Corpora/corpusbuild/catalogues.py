"""Message catalogues: gettext .mo and .po, Mozilla .ftl and .properties."""

import html
import re
import struct

from .text import Block, squeeze

# Menu accelerators: 파일(_F), 파일(&F), 파일(~F), also with a space before.
_ACCELERATOR = re.compile(r"\s?\([_&~][A-Za-z0-9]\)")
_MNEMONIC = re.compile(r"(?<![\w&~])[_&~](?=[A-Za-z가-힣])")
_TAGS = (
    "a|abbr|application|b|bcode|big|bold|br|button|center|code|command|div|email|em|emphasis|envar|filename|font|"
    "guilabel|guimenu|guimenuitem|h[1-6]|head|hr|html|body|i|icode|img|interface|italic|item|kbd|keycap|label|li|link|"
    "list|markup|menuchoice|message|meta|nobr|note|numid|ol|p|para|placeholder|pre|ref|resource|s|shortcut|small|span|"
    "strong|style|sub|sup|table|tbody|td|text|th|title|tr|tt|u|ul|warning|color_\\w+|info|good|bad|neutral|"
    "literal|varname|option|tspan|header|bullet|big_number|color|stat|num|q|qt|dl|dt|dd|nl|light_\\w+|dark_\\w+"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|p|/p|li|tr|/h[1-6]|/title|hr)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,5});")
_CREDITS = re.compile(
    r"^(translator[-_ ]?credits?|_?:?\s*(NAME|EMAIL) OF TRANSLATORS|Your (names|emails))", re.IGNORECASE
)


def message_text(text, accelerators=True):
    """A message as its reader sees it: no markup, no entities, no menu accelerators."""
    text = _BREAK.sub("\n", text)
    text = _TAG.sub("", text)
    if _ENTITY.search(text):
        text = html.unescape(text)
    if accelerators:
        text = _MNEMONIC.sub("", _ACCELERATOR.sub("", text))
    lines = [squeeze(line) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def mo_messages(data):
    """The `(msgid, msgstr)` pairs of a compiled catalogue, plural forms apart, contexts dropped."""
    if len(data) < 20:
        return
    magic = struct.unpack("<I", data[:4])[0]
    order = {0x950412DE: "<", 0xDE120495: ">"}.get(magic)
    if order is None:
        return
    count, originals, translations = struct.unpack(order + "3I", data[8:20])
    charset = "utf-8"
    for index in range(count):
        key = _mo_string(data, order, originals + 8 * index)
        value = _mo_string(data, order, translations + 8 * index)
        if key is None or value is None:
            return
        if not key:
            found = re.search(rb"charset=([\w.-]+)", value)
            charset = found.group(1).decode("ascii") if found else charset
            continue
        identifier = key.split(b"\x04")[-1].split(b"\0")[0].decode("utf-8", "replace")
        for form in value.split(b"\0"):
            try:
                yield identifier, form.decode(charset)
            except (UnicodeDecodeError, LookupError):
                continue


def _mo_string(data, order, offset):
    if offset + 8 > len(data):
        return None
    length, start = struct.unpack(order + "2I", data[offset : offset + 8])
    return data[start : start + length] if start + length <= len(data) else None


_PO_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PO_ESCAPE = re.compile(r"\\(.)")
_PO_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def po_messages(data):
    """The `(msgid, msgstr)` pairs of a .po file; fuzzy and obsolete entries are left out."""
    text = data.decode("utf-8", errors="replace")
    for entry in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        fields, field, fuzzy = {}, None, False
        for line in entry.split("\n"):
            line = line.strip()
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            keyword = re.match(r'(msgid|msgstr(?:\[\d+\])?|msgid_plural|msgctxt)\s+(?=")', line)
            if keyword:
                field = keyword.group(1)
                fields[field] = ""
            found = _PO_STRING.search(line)
            if field and found:
                fields[field] += _PO_ESCAPE.sub(lambda m: _PO_ESCAPES.get(m.group(1), m.group(1)), found.group(1))
        if fuzzy or not fields.get("msgid"):
            continue
        for name in sorted(fields):
            if name.startswith("msgstr"):
                yield fields["msgid"], fields[name]


def ftl_messages(data):
    """The patterns of a Fluent file; of a selector only the default variant."""
    current = []
    for line in data.decode("utf-8", errors="replace").split("\n") + ["end ="]:
        if line.startswith("#"):
            continue
        start = re.match(r"(?:-?[\w-]+|\s+\.[\w-]+)\s*=\s*(.*)", line)
        if start:
            if current:
                yield "\n".join(current)
            current = [start.group(1)] if start.group(1) else []
            if current and current[0].endswith("->"):
                current = []
            continue
        stripped = line.strip()
        default = re.match(r"\*\[[^\]]*\]\s*(.*)", stripped)
        if default:
            current.append(default.group(1))
        elif stripped and not stripped.startswith("[") and not stripped.endswith("->") and stripped != "}":
            current.append(stripped)


def properties_messages(data):
    """The values of a .properties file."""
    for line in data.decode("utf-8", errors="replace").split("\n"):
        if line.startswith(("#", "!")) or "=" not in line:
            continue
        value = line.split("=", 1)[1].strip()
        value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), value)
        yield value.replace("\\n", "\n").replace("\\", "")


_BRAND = re.compile(r"\{\s*-([\w-]*)\s*(?:\([^)]*\))?\s*\}")
_LITERAL = re.compile(r'\{\s*"([^"]*)"\s*\}')


def extract_messages(files, brands=None):
    """A document a catalogue, a block a message; the kind of catalogue is told by the file's name.

    `brands` gives the product name that stands for Mozilla's brand terms, by the start of a path.
    """
    for path, data in files:
        if path.endswith(".mo"):
            pairs = mo_messages(data)
        elif path.endswith(".po"):
            pairs = po_messages(data)
        elif path.endswith(".ftl"):
            pairs = (("", message) for message in ftl_messages(data))
        else:
            pairs = (("", message) for message in properties_messages(data))
        brand = next((name for start, name in (brands or {}).items() if path.startswith(start)), None)
        blocks = []
        for identifier, message in pairs:
            if _CREDITS.match(identifier) or message == identifier:
                continue
            if brand:
                message = _LITERAL.sub(r"\1", _BRAND.sub(brand, message))
            message = message.replace("%PRODUCTNAME", "LibreOffice").replace("$[officename]", "LibreOffice")
            message = message.replace(" %PRODUCTVERSION", "")
            blocks.append(Block(message_text(message)))
        yield path, blocks
