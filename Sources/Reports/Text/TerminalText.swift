internal import LongContext

/// Text as a terminal shows it.
enum TerminalText {
    /// The columns that a text takes: two for Hangul, Hanja and other full-width characters, none for marks and for the
    /// vowels and finals of conjoining jamo, one for the rest. Characters of ambiguous width take one, as terminals do
    /// it unless told otherwise.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch CharacterClass(of: scalar.value).width {
        case .zero: 0
        case .half, .ambiguous: 1
        case .full: 2
        }
    }

    /// The text without control characters, which could move the cursor: each becomes U+FFFD.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            result.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    static func printable(_ bytes: [UInt8]) -> String {
        printable(String(decoding: bytes, as: UTF8.self))
    }

    /// The beginning of the text that takes at most `columns`, with an ellipsis where something is missing.
    static func truncated(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        var result = String.UnicodeScalarView()
        var taken = 1
        for scalar in text.unicodeScalars {
            taken += width(scalar)
            if taken > columns { break }
            result.append(scalar)
        }
        return columns < 1 ? "" : String(result) + "…"
    }

    /// The text in lines of at most `columns`, broken at spaces; longer words are cut.
    static func wrapped(_ text: String, to columns: Int, indent: String = "") -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = String(word)
            if !line.isEmpty, width(line) + 1 + width(word) > columns {
                lines.append(line)
                line = ""
            }
            while line.isEmpty, width(word) > columns {
                let head = String(truncated(word, to: columns).unicodeScalars.dropLast())
                if head.isEmpty { break }
                lines.append(head)
                word = String(word.unicodeScalars.dropFirst(head.unicodeScalars.count))
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines.enumerated().map { $0.offset == 0 ? $0.element : indent + $0.element }
    }
}
