public import BytePairEncoding
import Foundation

/// Splits with a regular-expression engine (Foundation's, which is an ICU of its own): the judge of the hand-written
/// splits.
///
/// ICU's `\s` leaves out two white-space characters and its `$` matches before a last line end, so both are replaced
/// by what the reference engines mean.
public struct RegexSplitOracle {
    private let expressions: [NSRegularExpression]

    public init(_ pattern: SplitPattern) throws {
        expressions = try pattern.regexes.map { regex in
            let regex = regex.replacingOccurrences(of: #"\s"#, with: #"\p{White_Space}"#)
                .replacingOccurrences(of: #"\S"#, with: #"\P{White_Space}"#)
                .replacingOccurrences(of: "$|", with: #"\z|"#)
            return try NSRegularExpression(pattern: regex)
        }
    }

    /// The pieces of a text, as byte ranges.
    ///
    /// Each expression cuts every part that the ones before made; what it does not match is a piece of its own.
    public func pieces(in text: String) -> [Range<Int>] {
        var parts = [text]
        for expression in expressions {
            parts = parts.flatMap { split($0, expression) }
        }
        var start = 0
        return parts.map { part in
            defer { start += part.utf8.count }
            return start..<start + part.utf8.count
        }
    }

    private func split(_ text: String, _ expression: NSRegularExpression) -> [String] {
        let units = Array(text.utf16)
        var parts: [String] = []
        var end = 0
        func part(_ range: Range<Int>) -> String { String(decoding: units[range], as: UTF16.self) }
        for match in expression.matches(in: text, range: NSRange(location: 0, length: units.count)) {
            if match.range.length == 0 { continue }
            if end < match.range.location {
                parts.append(part(end..<match.range.location))
            }
            end = match.range.location + match.range.length
            parts.append(part(match.range.location..<end))
        }
        if end < units.count {
            parts.append(part(end..<units.count))
        }
        return parts
    }
}
