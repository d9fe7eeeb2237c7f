import Foundation
import TestSupport
import Testing
import TextNormalization

/// Real text, where it is at hand: all of it in release builds, the beginning of each file in debug builds.
@Suite struct CorpusTests {
    private static let files: [URL] = {
        guard let folder = Outside.shared?.appending(path: "corpora/dev"),
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else {
            print("skipped: real text needs MALMOI_SHARED")
            return []
        }
        return files.sorted { $0.path < $1.path }
    }()

    @Test("Real text equals ICU in form C, is its own jamo code's original, and stays what it is under korean")
    func realText() throws {
        for file in Self.files {
            var text = [UInt8](try Data(contentsOf: file))
            #if DEBUG
            text = Array(text.prefix(20_000))
            #endif
            let composed = ICUNormalization.nfc.normalize(text)
            expectSame(Normalizer(.nfc).normalize(text).bytes, composed, file.lastPathComponent)
            expectSame(Normalizer(.nfd).normalize(text).bytes, ICUNormalization.nfd.normalize(text))
            let code = Normalizer(.jamo).normalize(text).bytes
            expectSame(TextRestorer.restore(code, from: .jamo), text, file.lastPathComponent)
            let korean = Normalizer(.korean).normalize(text)
            expectSame(ICUNormalization.nfc.normalize(korean.bytes), composed)
            #expect(!Normalizer(.korean).normalize(korean.bytes).isChanged)
        }
    }
}
