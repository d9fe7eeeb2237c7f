"""Hostile strings: tokens glued together, random Unicode, jamo, white space, added tokens inside words, long runs."""

import random

JAMO = (
    [*range(0x1100, 0x1200), *range(0xA960, 0xA97D), *range(0xD7B0, 0xD7C7), *range(0xD7CB, 0xD7FC)]
    + [*range(0x3131, 0x318F), *range(0xFFA0, 0xFFDD), 0x302E, 0x302F, *range(0x3200, 0x321F), *range(0x3260, 0x3280)]
)
SPACES = (
    [*range(0x9, 0xE), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
    + [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E, 0x1C, 0x1F, 0x2581]
)
TRAPS = [
    "\u1100\u1161\u11EB", "\u1109\u1109\u1161", "\uAC00\u11AB", "\u1100\u1161\u302E\u11AB", "\uF900", "\u1112\u119E\u11AB",
    "\u3131\u314F", "\u3164", "\u318D", "\uFFA1\uFFC2", "\u3200", "ㅋㅋㅋ", "ㅠㅠ", "\uE0BC", "\uF8F7", "e\u0301", "é", "ﬁ", "Å", "Å",
    "\u0344", "q\u0307\u0323", "\u0958", "ＡＢＣ１２", "½", "①", "™", "ǅ", "ß", "ſ", "İ", "ı", "Σς", "K", "\u0E33", "\u0F77",
    "\U0002F800", "\U000E0001", "\U0010FFFF", "\u0378", "\u08DF\u08D2", "\U0001E038", "\u00AD", "\u200D", "👨\u200D👩\u200D👧",
    "🇰🇷🇯🇵", "👍🏽", "❤\uFE0F", "\u0000", "\u0001", "\u007F", "\uFFFD", "'s", "'S", "'ſ", "'LL", "'ve", "’s", "don't", "I'M",
    "1234567", "٣٤", "Ⅷ", "²³", "०१२", "3.14", "1,000", "camelCase", "HTTPServer", "ＸＹ", "//", "/*", "->", "...", "!!!\n", "?\r\n",
    "日本語", "ぁ゛ー・゠", "カタカナ", "漢字", "中文，标点。", "русский", "עברית", "العربية", "ไทย", "हिन्दी", "한국어", "배웁니다.", " 수도는",
    "<s>", "</s>", "<unk>", "<0x41>", "[UNK]", "▁", "▁▁", "Ġ", "##",
]
WORDS = "안녕하세요 한국의 수도는 서울입니다 그리고 대한민국 헌법 제1조 제2항 데이터 AI 모델 token 2024년 3월 15일 the of and 입니다. ㅎㅎ".split(" ")


def syllable(rng: random.Random) -> str:
    return chr(0xAC00 + rng.randrange(11172))


def character(rng: random.Random) -> str:
    """Any scalar: common planes more often."""
    while True:
        kind = rng.random()
        if kind < 0.3:
            value = rng.randrange(0x3000)
        elif kind < 0.7:
            value = rng.randrange(0x10000)
        elif kind < 0.9:
            value = rng.randrange(0x10000, 0x20000)
        else:
            value = rng.randrange(0x110000)
        if not 0xD800 <= value < 0xE000:
            return chr(value)


def long_runs(rng: random.Random) -> list[str]:
    """Runs of thousands of characters: what quadratic encoders die of."""
    units = ["a", "한", " ", "\n", "\t", "1", "!", "ㅋ", "=", "가나다", "ab", "aB", "👍", "\u1100\u1161", "\u0300", " a", " 한국", "\r\n", "漢", "0x", "ºª"]
    runs = [unit * (6000 // len(unit)) for unit in units]
    runs += ["".join(syllable(rng) for _ in range(5000)), "".join(character(rng) for _ in range(3000))]
    runs += [" ".join(rng.choice(WORDS) for _ in range(2000)), "".join(rng.choice(WORDS) for _ in range(2000))]
    return runs


def glued(rng: random.Random, parts: list[str], most: int) -> str:
    return "".join(rng.choice(parts) for _ in range(rng.randint(1, most)))


def strings(seed: str, tokens: list[str], added: list[str], count: int) -> list[str]:
    """`count` strings, the same for the same seed; where they are few, only some of the single characters."""
    rng = random.Random(seed)
    result = long_runs(rng) + TRAPS + [f" {trap}" for trap in TRAPS] + [f"{trap}\n" for trap in TRAPS]
    single = [chr(0xAC00 + i) for i in range(11172)] + [chr(c) for c in JAMO] + [f"가{chr(c)}a" for c in JAMO]
    result += single if count > 4 * len(single) else rng.sample(single, count // 4)
    spaces = [chr(c) for c in SPACES]
    jamo = [chr(c) for c in JAMO]
    added = added or ["<s>"]
    while len(result) < count:
        kind = rng.random()
        if kind < 0.45:
            text = glued(rng, tokens, 8)
        elif kind < 0.60:
            text = "".join(character(rng) for _ in range(rng.randint(1, 12)))
        elif kind < 0.72:
            text = "".join(rng.choice(rng.choice([jamo, TRAPS, spaces, WORDS])) for _ in range(rng.randint(1, 10)))
        elif kind < 0.80:
            text = glued(rng, spaces + ["a", "B", "한", "1", ".", "\n", "\n"], 12)
        elif kind < 0.90:
            around = rng.choice([WORDS, TRAPS, spaces, tokens])
            text = glued(rng, around, 2) + rng.choice(added) + glued(rng, around, 2)
        else:
            text = rng.choice(["", " "]).join(rng.choice([syllable(rng), rng.choice(WORDS)]) for _ in range(rng.randint(1, 15)))
        if text:
            result.append(text)
    return result
