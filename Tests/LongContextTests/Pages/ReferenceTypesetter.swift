@testable import LongContext

/// The typesetting model written down as plainly as it can be, for text without manuscript paper: every line is the
/// longest run of characters that fits, ended at the last place where it may end.
struct ReferenceTypesetter {
    let geometry: PageGeometry

    /// Offsets at which lines begin.
    func lineStarts(_ text: String) -> [Int] {
        var starts: [Int] = []
        var paragraph: [(scalar: Unicode.Scalar, offset: Int)] = []
        var offset = 0
        var paragraphStart = 0
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                starts += lines(paragraph, emptyAt: paragraphStart)
                paragraph = []
                paragraphStart = offset + 1
            } else {
                paragraph.append((scalar, offset))
            }
            offset += String(scalar).utf8.count
        }
        return paragraph.isEmpty ? starts : starts + lines(paragraph, emptyAt: paragraphStart)
    }

    private func lines(_ paragraph: [(scalar: Unicode.Scalar, offset: Int)], emptyAt start: Int) -> [Int] {
        guard !paragraph.isEmpty else { return [start] }
        var starts: [Int] = []
        var first = 0
        while first < paragraph.count {
            starts.append(paragraph[first].offset)
            first = end(paragraph, from: first)
        }
        return starts
    }

    /// The index of the character that begins the next line.
    private func end(_ paragraph: [(scalar: Unicode.Scalar, offset: Int)], from first: Int) -> Int {
        var width = 0
        var lastBreak: Int?
        for index in first..<paragraph.count {
            let kind = CharacterClass(of: paragraph[index].scalar.value).breaking
            if index > first {
                let before = CharacterClass(of: paragraph[index - 1].scalar.value).breaking
                if geometry.allowedAfter[Int(before.rawValue)] & (1 << UInt16(kind.rawValue)) != 0 {
                    lastBreak = index
                }
            }
            width += characterWidth(paragraph[index].scalar)
            if width > geometry.columnWidth, kind != .space, index > first {
                return lastBreak ?? index
            }
        }
        return paragraph.count
    }

    private func characterWidth(_ scalar: Unicode.Scalar) -> Int {
        scalar.isASCII
            ? geometry.asciiWidths[Int(scalar.value)]
            : geometry.widths[Int(CharacterClass(of: scalar.value).rawValue)]
    }
}

/// A small generator with a seed, so that a failing case can be made again.
struct SeededText {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// Words of syllables, Latin, digits, Hanja and punctuation, in paragraphs.
    mutating func text(words: Int) -> String {
        var result = ""
        for _ in 0..<words {
            switch next(12) {
            case 0: result += String((0...next(9)).map { _ in "abcdefgXYZ"["abcdefgXYZ".startIndex] })
            case 1: result += String(next(100_000))
            case 2: result += "漢字"
            case 3: result += "“따옴표”"
            case 4: result += "(괄호)"
            case 5: result += "co-op/한글-단어"
            default:
                for _ in 0...next(next(20) == 0 ? 120 : 6) {
                    result.unicodeScalars.append(Unicode.Scalar(UInt32(0xAC00 + next(11_172))) ?? "가")
                }
            }
            result += ["", ".", ",", "?", "…", ")", "%"][next(7)]
            result += next(15) == 0 ? "\n" : String(repeating: " ", count: [0, 1, 1, 1, 1, 2, 5][next(7)])
        }
        return result
    }
}
