import Foundation
import Hangul
import TestSupport
import Testing

@Suite struct HanyangPUATests {
    private static let syllables = Array(UInt32(0xE0BC)...0xEFFF) + Array(0xF100...0xF66E)
    private static let letters = Array(UInt32(0xF784)...0xF800) + Array(0xF806...0xF864) + Array(0xF86B...0xF8F7)

    private func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    /// Each line of a program's output as scalars.
    private func lines(_ data: Data) -> [[UInt32]] {
        data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line, as: UTF8.self).unicodeScalars.map(\.value)
        }
    }

    @Test("Every code point of the agreement has jamo of the right places, and no other has")
    func complete() {
        for value in Self.syllables {
            let kinds = (HanyangPUA.jamo(of: value) ?? []).map { HangulClass($0) }
            #expect((2...3).contains(kinds.count), "U+\(String(value, radix: 16))")
            guard kinds.count >= 2 else { return }
            #expect(kinds[0].isLeading && kinds[1].isVowel && (kinds.count < 3 || kinds[2].isTrailing))
        }
        for value in Self.letters { #expect(HanyangPUA.jamo(of: value)?.count == 1) }
        #expect(HanyangPUA.jamo(of: 0xF86A) == [])
        let known = Set(Self.syllables + Self.letters + [0xF86A])
        for value in (UInt32(0)...0xFFFF) where !known.contains(value) { #expect(HanyangPUA.jamo(of: value) == nil) }
        #expect(HanyangPUA.jamo(of: 0x10_FFFF) == nil)
    }

    @Test("Jamo go back to the code point, or to the earlier of two that mean the same")
    func roundTrip() {
        var twins = 0
        for value in Self.syllables + Self.letters {
            let jamo = HanyangPUA.jamo(of: value) ?? []
            let back = HanyangPUA.scalar(of: jamo)
            if back != value {
                twins += 1
                #expect(back.flatMap(HanyangPUA.jamo) == jamo)
                #expect((back ?? value) < value)
            }
        }
        #expect(twins == 11)
        // Second spellings are understood too.
        #expect(HanyangPUA.scalar(of: [0x1102, 0x117C]) == 0xE230)
        // Modern syllables are not in the private use area.
        #expect(HanyangPUA.scalar(of: [0x1112, 0x1161, 0x11AB]) == nil)
        #expect(HanyangPUA.scalar(of: [0x1100, 0x1161, 0x11A8, 0x11A8]) == nil)
    }

    @Test("The whole table agrees with Debian's jamo-normalize")
    func jamoNormalize() {
        let program = ProcessInfo.processInfo.environment["MALMOI_JAMO_NORMALIZE"] ?? "jamo-normalize"
        let all = Self.syllables + Self.letters
        // On one line, because it works for milliseconds on each; with spaces, because it joins neighbours.
        guard let data = Outside.output(of: program, ["-o", "-d"], input: utf8(all.flatMap { [$0, 0x20] })) else {
            print("skipped: jamo-normalize needs Debian's texlive-lang-korean, or MALMOI_JAMO_NORMALIZE")
            return
        }
        let found = data.split(separator: 0x20).map { lines($0)[0] }
        #expect(found.count == all.count)
        for (value, line) in zip(all, found) {
            let jamo = HanyangPUA.jamo(of: value) ?? []
            // It puts fillers around letters that stand by themselves.
            let place = jamo.count == 1 ? HangulClass(jamo[0]) : .none
            let expected =
                switch true {
                case place.isLeading: jamo + [0x1160]
                case place.isVowel: [0x115F] + jamo
                case place.isTrailing: [0x115F, 0x1160] + jamo
                default: jamo
                }
            #expect(line == expected, "U+\(String(value, radix: 16))")
        }
        // And the other way: syllables only, on one line.
        let spelled = Self.syllables.map { utf8(HanyangPUA.jamo(of: $0) ?? []) }
        let input = Array(spelled.joined(separator: [0x20]))
        let back = Outside.output(of: program, ["-p"], input: input) ?? Data()
        let expected = Self.syllables.map { HanyangPUA.jamo(of: $0).flatMap(HanyangPUA.scalar) }
        #expect(back.split(separator: 0x20).map { lines($0).first?.first } == expected)
    }

    @Test("The whole table agrees with hypua2jamo")
    func hypua2jamo() {
        guard let python = Outside.python(with: "hypua2jamo") else {
            print("skipped: hypua2jamo is not installed (pip install hypua2jamo, and MALMOI_PYTHON)")
            return
        }
        let script = """
            import sys, hypua2jamo
            for line in sys.stdin.buffer.read().decode().split("\\n"):
                sys.stdout.buffer.write((hypua2jamo.translate(line) + "\\n").encode())
            """
        let all = Self.syllables + Self.letters + [0xF86A]
        let data = Outside.output(of: python, ["-c", script], input: utf8(all.flatMap { [$0, 0x0A] }))
        let found = lines(data ?? Data())
        #expect(found.count > all.count)
        for (value, line) in zip(all, found) {
            #expect(line == HanyangPUA.jamo(of: value), "U+\(String(value, radix: 16))")
        }
    }
}
