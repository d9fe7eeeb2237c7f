import Foundation
import TestSupport
import Testing
import TextNormalization

/// Unicode's own test data, as Debian's unicode-data installs it.
@Suite struct NormalizationConformanceTests {
    @Test("Every line of NormalizationTest.txt holds")
    func unicodeData() throws {
        let path = "/usr/share/unicode/NormalizationTest.txt.bz2"
        guard FileManager.default.fileExists(atPath: path),
            let data = Outside.output(of: "bzip2", ["-dc", path])
        else {
            print("skipped: NormalizationTest.txt needs Debian's unicode-data and bzip2")
            return
        }
        let nfc = Normalizer(.nfc)
        let nfd = Normalizer(.nfd)
        let nfkc = Normalizer(.nfkc)
        let nfkd = Normalizer(.nfkd)
        var lines = 0
        for line in data.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            guard line.first != UInt8(ascii: "@") else { continue }
            let columns = line.split(separator: UInt8(ascii: ";")).prefix(5).map { column in
                TrapText.utf8(
                    column.split(separator: UInt8(ascii: " ")).compactMap {
                        UInt32(String(decoding: $0, as: UTF8.self), radix: 16)
                    })
            }
            try #require(columns.count == 5)
            let (composed, decomposed) = (columns[1], columns[2])
            let (compatible, compatibleDecomposed) = (columns[3], columns[4])
            for column in columns.prefix(3) {
                #expect(nfc.normalize(column).bytes == composed)
                #expect(nfd.normalize(column).bytes == decomposed)
            }
            for column in columns.suffix(2) {
                #expect(nfc.normalize(column).bytes == compatible)
                #expect(nfd.normalize(column).bytes == compatibleDecomposed)
            }
            for column in columns {
                #expect(nfkc.normalize(column).bytes == compatible)
                #expect(nfkd.normalize(column).bytes == compatibleDecomposed)
            }
            lines += 1
        }
        #expect(lines > 18_000)
    }

    @Test("Debian's Korean word list in jamo composes to its twin, which decomposes to it")
    func hunspell() throws {
        guard let folder = Outside.shared,
            let data = Outside.output(
                of: "zstd", ["-dcq", folder.appending(path: "corpora/train/deb_hunspell_nfd.jsonl.zst").path])
        else {
            print("skipped: the NFD word list needs MALMOI_SHARED and zstd")
            return
        }
        // The words are in jamo, the affix rules in both forms. JSON escapes do not matter: a line is text like any
        // other. Debug builds are slow: a part is enough there, release runs the whole.
        var text = Array(data)
        #if DEBUG
        text = Array(text.suffix(300_000).drop { $0 & 0xC0 == 0x80 })
        #endif
        let nfc = Normalizer(.nfc)
        let composed = nfc.normalize(text)
        #expect(composed.isChanged)
        expectSame(composed.bytes, ICUNormalization.nfc.normalize(text))
        #expect(nfc.firstUnnormalizedOffset(in: composed.bytes.span) == nil)
        expectSame(Normalizer(.nfd).normalize(composed.bytes).bytes, ICUNormalization.nfd.normalize(text))
    }
}
