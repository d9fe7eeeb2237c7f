"""Tests of Corpora/build: what each extractor makes of a small file, and what a build leaves behind.

Run with `python3 -m unittest Corpora/test_build.py` from the package root; nothing is downloaded.
"""

import contextlib
import hashlib
import io
import json
import os
import sqlite3
import struct
import sys
import tempfile
import unicodedata
import unittest
import zipfile
from unittest import mock

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from corpusbuild import fetch, main, output, sources  # noqa: E402
from corpusbuild.catalogues import extract_messages, ftl_messages, message_text, mo_messages, po_messages  # noqa: E402
from corpusbuild.descriptions import extract_ddtp  # noqa: E402
from corpusbuild.markup import html_blocks, xml_blocks  # noqa: E402
from corpusbuild.records import (  # noqa: E402
    extract_bills,
    extract_crawl,
    extract_json,
    extract_sqlite,
    extract_words,
)
from corpusbuild.text import Block, Rules, clean, finish, hangul_count, hangul_share, unwrap  # noqa: E402


def texts(blocks):
    return [block.text for block in blocks]


def compiled_catalogue(messages, byte_order="<"):
    """A .mo file of `(msgid, msgstr)` pairs of bytes."""
    keys, values, tables = b"", b"", ([], [])
    start = 28 + 16 * len(messages)
    for key, _ in messages:
        tables[0].append((len(key), start + len(keys)))
        keys += key + b"\0"
    for _, value in messages:
        tables[1].append((len(value), start + len(keys) + len(values)))
        values += value + b"\0"
    count = len(messages)
    header = struct.pack(byte_order + "7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    entries = b"".join(struct.pack(byte_order + "2I", *entry) for table in tables for entry in table)
    return header + entries + keys + values


class TextTests(unittest.TestCase):
    def test_hangul_counts_syllables_and_jamo_of_every_form(self):
        self.assertEqual(hangul_count("한글 abc ㅋㅋ"), 4)
        self.assertEqual(hangul_count(unicodedata.normalize("NFD", "한글")), 6)
        self.assertEqual(hangul_share("가 b"), 0.5)
        self.assertEqual(hangul_share(" \n"), 0.0)

    def test_cleaning_drops_what_no_reader_sees_and_keeps_the_normalization_form(self):
        self.assertEqual(clean("\ufeff가\u200b나\x07\u00a0다  \r\n\r\n\r\n\r\n라"), "가나 다\n\n라")
        decomposed = unicodedata.normalize("NFD", "한글")
        self.assertEqual(clean(decomposed), decomposed)

    def test_unwrapping_joins_lines_but_not_paragraphs_or_items(self):
        self.assertEqual(unwrap("첫째 줄과\n둘째 줄\n\n* 하나\n* 둘\n계속"), "첫째 줄과 둘째 줄\n\n* 하나\n* 둘 계속")

    def test_blocks_without_korean_go_except_a_listing_after_a_korean_block(self):
        rules = Rules(min_hangul=1)
        blocks = [Block("x = 1", listing=True), Block("다음을 실행합니다."), Block("ls -l\n  cd", listing=True)]
        blocks.append(Block("Only English here."))
        self.assertEqual(finish([("a", blocks)], rules), [("a", "다음을 실행합니다.\nls -l\n  cd")])

    def test_a_long_block_is_kept_once_and_a_short_one_three_times(self):
        long = "이 문단은 여러 쪽에 똑같이 되풀이되는 저작권 안내문이므로 말뭉치에는 한 번만 있으면 충분합니다."
        documents = [(name, [Block("참고"), Block(long), Block(f"본문 {name}")]) for name in "dbca"]
        found = dict(finish(documents, Rules(min_hangul=1)))
        self.assertEqual([name for name, text in found.items() if long in text], ["a"])
        self.assertEqual([name for name, text in found.items() if "참고" in text], ["a", "b", "c"])

    def test_broken_bytes_private_glyphs_and_addresses_are_left_out(self):
        blocks = [Block("깨진 \ufffd 글자"), Block("전용 \ue001 글자"), Block("보낸 이 a.b@example.org"), Block("멀쩡한 글")]
        self.assertEqual(finish([("a", blocks)], Rules(min_hangul=1)), [("a", "멀쩡한 글")])

    def test_long_documents_are_cut_between_blocks(self):
        blocks = [Block(f"{number}번째 문장입니다.") for number in range(6)]
        found = finish([("a", blocks)], Rules(min_hangul=1, chunk=25))
        self.assertEqual([name for name, _ in found], ["a#0000", "a#0001", "a#0002"])
        self.assertEqual("\n".join(text for _, text in found), "\n".join(texts(blocks)))

    def test_running_heads_are_dropped_after_the_allowed_number(self):
        documents = [(name, [Block(f"연구개발비 사용 기준 안내서\n{name}쪽의 글")]) for name in "abc"]
        found = finish(documents, Rules(min_hangul=1, line_repeats=1))
        self.assertEqual([text for _, text in found], ["연구개발비 사용 기준 안내서\na쪽의 글", "b쪽의 글", "c쪽의 글"])


class MarkupTests(unittest.TestCase):
    def test_html_gives_paragraphs_without_scripts_navigation_and_skipped_classes(self):
        page = """<html><head><title>제목</title><style>p{}</style></head><body><nav>차례</nav>
        <div class="navheader x"><p>이전</p></div><h1>머리말</h1><p>첫 <b>문단</b>은
        두 줄 &amp; 하나.<br>다음</p><script>var 가;</script><pre>a\n  b</pre><a id="x"/>끝</body></html>"""
        blocks = html_blocks(page.encode(), skip_classes=["navheader"])
        self.assertEqual(texts(blocks), ["머리말", "첫 문단은 두 줄 & 하나.", "다음", "a\n  b", "끝"])
        self.assertEqual([block.listing for block in blocks], [False, False, False, True, False])

    def test_only_the_named_part_of_a_page_is_read(self):
        page = '<body><p>밖</p><div id="main"><p>안</p></div><p>뒤</p></body>'
        self.assertEqual(texts(html_blocks(page.encode(), root="main")), ["안"])

    def test_one_of_the_variants_for_systems_is_taken(self):
        page = """<p><span class="switchinline"><span hidden="true" class="MAC">환경 설정</span><span hidden="true">도구
        - 옵션</span></span>을 고르고 <span class="switch"><span class="WRITER">문서</span><span class="CALC">시트</span>
        </span>를 엽니다.</p>"""
        self.assertEqual(texts(html_blocks(page.encode())), ["도구 - 옵션을 고르고 문서 를 엽니다."])

    def test_mallard_pages_lose_credits_and_join_keys_and_menus(self):
        page = """<page xmlns="http://projectmallard.org/1.0/"><info><link type="guide" xref="x"/>
        <credit type="author"><name>홍길동</name><email>a@example.org</email></credit><desc>요약입니다.</desc></info>
        <title>제목</title><p><keyseq><key>Ctrl</key><key>C</key></keyseq>를 누르거나
        <guiseq><gui>파일</gui> <gui>저장</gui></guiseq>을 누릅니다.</p><screen>ls\n  -l</screen></page>"""
        blocks = xml_blocks(page.encode())
        self.assertEqual(
            texts(blocks), ["요약입니다.", "제목", "Ctrl+C를 누르거나 파일 ▸ 저장을 누릅니다.", "ls\n  -l"]
        )

    def test_an_undeclared_prefix_does_not_lose_a_manual(self):
        self.assertEqual(texts(xml_blocks('<a><p><x:b y:c="1">굵은</x:b> 글</p></a>'.encode())), ["굵은 글"])
        self.assertEqual(xml_blocks(b"<a><p>"), [])


class CatalogueTests(unittest.TestCase):
    def test_compiled_catalogues_of_both_byte_orders_and_their_character_set_are_read(self):
        for order in "<>":
            data = compiled_catalogue(
                [
                    (b"", b"Content-Type: text/plain; charset=EUC-KR\n"),
                    (b"menu\x04File", "파일".encode("euc-kr")),
                    (b"one\0many", b"%d\xb0\xb3\0%d \xb0\xb3"),
                ],
                order,
            )
            self.assertEqual(list(mo_messages(data)), [("File", "파일"), ("one", "%d개"), ("one", "%d 개")])

    def test_a_damaged_catalogue_ends_quietly(self):
        data = compiled_catalogue([(b"a", "가".encode())])
        self.assertEqual(list(mo_messages(data[:-3])), [])
        self.assertEqual(list(mo_messages(b"not a catalogue, but long enough")), [])

    def test_po_files_lose_fuzzy_and_obsolete_entries(self):
        data = (
            'msgid ""\nmsgstr "Language: ko\\n"\n\n#: a.c\nmsgid "a"\nmsgstr ""\n"여러 "\n"줄\\n"\n\n'
            '#, fuzzy\nmsgid "b"\nmsgstr "틀림"\n\n#~ msgid "c"\n#~ msgstr "옛것"\n\n'
            'msgid "d"\nmsgid_plural "ds"\nmsgstr[0] "\\"%d\\"개"\n'
        )
        self.assertEqual(list(po_messages(data.encode())), [("a", "여러 줄\n"), ("d", '"%d"개')])

    def test_fluent_selectors_give_their_default_variant(self):
        data = (
            "# 주석\ntitle = 창 { $n }개\nwindow =\n    .label =\n        { PLATFORM() ->\n            [macos] 맥\n"
            "           *[other] 다른 것\n        }\nlong =\n    첫 줄\n    둘째 줄\n"
        )
        self.assertEqual(list(ftl_messages(data.encode())), ["창 { $n }개", "다른 것", "첫 줄\n둘째 줄"])

    def test_messages_lose_accelerators_markup_and_entities(self):
        for message, expected in {
            "파일(_F)": "파일",
            "새로 만들기 (&N)…": "새로 만들기…",
            "저장(~S)": "저장",
            "<b>굵게</b> &lt;파일&gt;<br>다음": "굵게 <파일>\n다음",
            "<파일> R&D snake_case": "<파일> R&D snake_case",
        }.items():
            self.assertEqual(message_text(message), expected)

    def test_credits_and_untranslated_messages_are_no_text(self):
        data = compiled_catalogue([(b"translator-credits", "홍길동".encode()), (b"x", b"x"), (b"y", "예".encode())])
        [(_, blocks)] = extract_messages([("p.mo", data)])
        self.assertEqual(texts(blocks), ["예"])


class RecordTests(unittest.TestCase):
    def test_package_descriptions_close_up_words_cut_at_the_width(self):
        data = (
            "Package: one\nDescription-md5: 0123456789\nDescription-ko: 시스템 정책을 다루는 도구\n"
            " 장치와 응용 프로그램을 위한 통로를 마련하며 시스템을 다스리는 전체 시스템 정\n"
            " 책을 설정합니다.\n .\n 특징:\n  * 빠른 검색을 하며\n    아주 가볍습니다\n  * 둘째\n"
        )
        [(identifier, blocks)] = extract_ddtp([("list", data.encode())])
        self.assertEqual(identifier, "one:01234567")
        self.assertEqual(
            texts(blocks),
            [
                "시스템 정책을 다루는 도구",
                "장치와 응용 프로그램을 위한 통로를 마련하며 시스템을 다스리는 전체 시스템 정책을 설정합니다.",
                "특징:",
                "* 빠른 검색을 하며 아주 가볍습니다",
                "* 둘째",
            ],
        )

    def test_bills_close_up_lines_and_drop_page_numbers_and_columns(self):
        data = (
            "제안이유\n\n  현행 교육공무원의 육아휴직은 만 6세 이하의 초등학교 취학 전 자\n\n녀의 육아를 위한 것임.\n\n- 1 -\n\n"
            "신 ·구조문대비표\n\n현      행\n\n개   정   안\n\n비용추계서 미첨부사유서\n\n끝.\n"
        )
        [(_, blocks)] = extract_bills([("b.txt", data.encode())])
        self.assertEqual(
            texts(blocks),
            [
                "제안이유",
                "현행 교육공무원의 육아휴직은 만 6세 이하의 초등학교 취학 전 자녀의 육아를 위한 것임.",
                "비용추계서 미첨부사유서",
                "끝.",
            ],
        )

    def test_game_descriptions_lose_keys_and_programs(self):
        data = "%%%%\nBlink\n\n임의의 장소로\n순간이동한다.\n%%%%\nFire\n\n{{\n return \"불\"\n}}\n%%%%\n"
        [(_, blocks)] = extract_crawl([("a.txt", data.encode())])
        self.assertEqual([text for text in texts(blocks) if text], ["임의의 장소로 순간이동한다."])

    def test_json_strings_come_in_order_by_record_and_key(self):
        data = {"meta": "무시", "items": [{"text": "하나", "id": "가"}, {"pages": [{"text": "둘 \n셋"}], "x": "나"}]}
        found = list(extract_json([("a.json", json.dumps(data).encode())], "items", keys=["text"], wrapped=True))
        self.assertEqual([(name, texts(blocks)) for name, blocks in found], [
            ("a.json:00000", ["하나"]),
            ("a.json:00001", ["둘 셋"]),
        ])
        lines = '{"a": "가[나](https://example.org/)"}\n\n{"b": "다"}\n'
        [(_, blocks)] = extract_json([("a.jsonl", lines.encode())], skip_keys=["b"])
        self.assertEqual(texts(blocks), ["가나"])

    def test_rows_of_a_database_are_documents_and_glued_sentences_part(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.db")
            database = sqlite3.connect(path)
            database.execute("CREATE TABLE base (n INT, title TEXT, body TEXT)")
            database.execute("INSERT INTO base VALUES (7, '제목', '고맙습니다.농촌의 3.1절')")
            database.commit()
            database.close()
            with open(path, "rb") as file:
                data = file.read()
        [(name, blocks)] = extract_sqlite([("a.db", data)], "base", "n", ["title", "body"])
        self.assertEqual((name, texts(blocks)), ("a.db:7", ["제목", "고맙습니다.", "농촌의 3.1절"]))

    def test_word_lists_lose_the_count_flags_and_foreign_words(self):
        word = unicodedata.normalize("NFD", "가게")
        [(_, blocks)] = extract_words([("ko.dic", f"3\n{word}/25\na/32\n".encode())])
        self.assertEqual(texts(blocks), [word])


class BuildTests(unittest.TestCase):
    """Whole builds from wheels put into the cache by hand, so that no client is called."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = os.path.join(folder.name, "out")
        self.list = os.path.join(folder.name, "sources.json")
        self.addCleanup(mock.patch.stopall)
        mock.patch.object(main, "_LIST", self.list).start()
        self.entries = []

    def add(self, name, data, **more):
        cache = os.path.join(self.out, ".cache", "pypi", f"{name}==1")
        os.makedirs(cache)
        with open(os.path.join(cache, f"{name}-1-py3-none-any.whl"), "wb") as file:
            file.write(data)
        entry = {"name": name, "kind": "pypi", "packages": [f"{name}==1"], "files": ["*.txt"], "extractor": "plain"}
        entry |= {"licence": "Apache-2.0", "origin": "a test", "about": "a test", **more}
        self.entries.append(entry)
        self.save()

    def save(self):
        with open(self.list, "w", encoding="utf-8") as file:
            json.dump(self.entries, file)

    def build(self, *arguments):
        """The exit code and the lines printed, errors apart."""
        printed, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(errors):
            code = main.main(["--out", self.out, "--jobs", "1", *arguments])
        return code, printed.getvalue().splitlines(), errors.getvalue().splitlines()

    def names(self):
        return sorted(name for _, _, files in os.walk(self.out) for name in files if ".whl" not in name)

    def wheel(self, text):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("a/b.txt", text)
            archive.writestr("a/b.py", "# 읽지 않는 글입니다. 이름이 맞지 않기 때문입니다.")
        return data.getvalue()

    TEXT = "말모이는 한국어 글을 토큰으로 나누는 연장입니다. 글을 있는 그대로 되돌릴 수 있어야 합니다.\n"

    def test_a_good_source_is_built_though_another_is_damaged(self):
        self.add("good", self.wheel(self.TEXT))
        self.add("bad", b"not a wheel")
        code, _, errors = self.build()
        self.assertEqual(code, 0)
        self.assertEqual(len(errors), 1)
        self.assertRegex(errors[0], r"^bad: cannot be had: bad-1-py3-none-any\.whl cannot be read: ")
        self.assertEqual(self.names(), ["MANIFEST.tsv", "good.jsonl", "lock"])
        with open(os.path.join(self.out, "good.jsonl"), encoding="utf-8") as file:
            record = json.loads(file.read())
        self.assertEqual(record, {"id": "good:a/b.txt", "source": "good", "text": self.TEXT.strip()})

    def test_nothing_built_ends_with_three_and_leaves_no_file(self):
        self.add("bad", b"not a wheel")
        self.add("empty", self.wheel("English only."))
        code, _, errors = self.build()
        self.assertEqual(code, 3)
        self.assertIn("empty: cannot be had: no Korean text was found in empty 1", errors)
        self.assertEqual(self.names(), ["lock"])

    def test_an_output_with_the_right_checksum_is_kept_and_a_spoilt_one_built_again(self):
        self.add("good", self.wheel(self.TEXT))
        self.build()
        first = self.content()
        self.assertIn("good: kept", self.build()[1][0])
        with open(os.path.join(self.out, "good.jsonl"), "a", encoding="utf-8") as file:
            file.write("{")
        self.assertIn("good: built", self.build()[1][0])
        self.assertEqual(self.content(), first)

    def test_another_recipe_builds_again(self):
        self.add("good", self.wheel(self.TEXT))
        self.build()
        self.entries[0]["rules"] = {"min_hangul": 30}
        self.save()
        self.assertIn("good: built", self.build()[1][0])

    def test_a_recorded_checksum_is_compared_and_a_change_is_not_fatal(self):
        self.add("good", self.wheel(self.TEXT))
        self.assertIn("not recorded", self.build("--record")[1][0])
        with open(self.list, encoding="utf-8") as file:
            self.entries = json.load(file)
        expected = self.entries[0]["expected"]
        self.assertEqual(expected["sha256"], hashlib.sha256(self.content()["good.jsonl"]).hexdigest())
        self.assertIn("as recorded", self.build()[1][0])
        os.unlink(os.path.join(self.out, "MANIFEST.tsv"))
        self.assertIn("good: kept", self.build()[1][0])
        expected["sha256"] = "0" * 64
        self.save()
        os.unlink(os.path.join(self.out, "MANIFEST.tsv"))
        code, lines, _ = self.build()
        self.assertEqual(code, 0)
        self.assertIn("changed: good 1; recorded with good 1", lines[0])

    def test_texts_for_tests_only_are_set_apart(self):
        self.add("words", self.wheel(self.TEXT), use="test")
        self.build()
        self.assertTrue(os.path.exists(os.path.join(self.out, "tests-only", "words.jsonl")))
        self.assertEqual(output.read_manifest(os.path.join(self.out, "MANIFEST.tsv"))["words"].use, "test")

    def test_leftovers_of_a_killed_build_are_removed(self):
        self.add("good", self.wheel(self.TEXT))
        with open(os.path.join(self.out, ".part-x"), "w", encoding="utf-8") as file:
            file.write("half")
        self.build()
        self.assertEqual(self.names(), ["MANIFEST.tsv", "good.jsonl", "lock"])

    def test_a_client_that_is_missing_is_named_in_one_line(self):
        self.entries.append({
            "name": "help", "kind": "debian", "packages": ["x-ko"], "files": ["*"], "extractor": "html",
            "licence": "x", "origin": "x", "about": "x",
        })
        self.save()
        with mock.patch.dict(os.environ, {"PATH": self.out}):
            code, _, errors = self.build()
        self.assertEqual(code, 3)
        expected = "help: cannot be had: apt-get download x-ko: apt-get is not on this machine"
        self.assertTrue(errors[0].startswith(expected), errors)

    def test_wrong_usage_ends_with_two(self):
        self.add("good", self.wheel(self.TEXT))
        code, _, errors = self.build("--only", "other")
        self.assertEqual((code, errors), (2, ["Corpora/build: no source is called other; --list shows the names"]))

    def content(self):
        found = {}
        for name in ("good.jsonl", "MANIFEST.tsv"):
            with open(os.path.join(self.out, name), "rb") as file:
                found[name] = file.read()
        return found


class ListTests(unittest.TestCase):
    def test_the_list_of_sources_is_valid_and_complete(self):
        found = sources.load_sources(main._LIST)
        self.assertGreaterEqual(len(found), 12)
        for source in found:
            self.assertEqual(set(source.expected), {"sha256", "bytes", "documents", "versions"}, source.name)
            Rules(**source.rules)

    def test_the_readme_names_every_source_with_its_size_and_licence(self):
        with open(os.path.join(os.path.dirname(main._LIST), "README.md"), encoding="utf-8") as file:
            rows = {line.split(" | ")[0][2:]: line for line in file if line.startswith("| ")}
        for source in sources.load_sources(main._LIST):
            end = f"| {source.expected['bytes'] / 1e6:.2f} | {source.expected['documents']} | {source.licence} |\n"
            self.assertTrue(rows.get(source.name, "").endswith(end), source.name)

    def test_a_wrong_entry_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "sources.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump([{"name": "x", "kind": "debian"}], file)
            with self.assertRaisesRegex(sources.SourceError, "x: the field 'files' is missing"):
                sources.load_sources(path)

    def test_the_last_error_of_a_client_is_what_is_shown(self):
        self.assertEqual(fetch._reason("W: a\nE: Unable to locate  package x\n"), "E: Unable to locate package x")


if __name__ == "__main__":
    unittest.main()
