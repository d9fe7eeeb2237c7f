import BytePairEncoding

/// Character classes of a regex, written out as code points.
///
/// Categories and white space come from the core's table of Unicode 16, words from the reference library's own answers.
/// Scripts and other properties are left to ICU, whose Unicode may be a little older.
enum RegexClass {
    /// `\w` as Oniguruma has it.
    static let word = "[\(write { $0.isLetterOrMark })\(write(ReferenceSets.onigurumaWords))]"
    /// `\w` as Oniguruma has it inside of brackets.
    private static let bracketedWord =
        "[\(write { $0.isLetterOrMark })\(write(ReferenceSets.onigurumaBracketedWords))]"
    private static let space = "[\(write { $0 == .space })]"
    private static let digit = "[\(write(ReferenceSets.onigurumaDigits))]"
    private static let hexadecimal = "[0-9A-Fa-f]"

    // MARK: Named sets

    /// The set that an escape names, the letter behind the backslash having been read; nil where it names none.
    static func namedSet(
        _ scalar: Unicode.Scalar, _ input: inout [Unicode.Scalar], _ position: inout Int, isBracketed: Bool
    ) throws(RegexError) -> String? {
        switch scalar {
        case "s": return space
        case "S": return "[^\(space)]"
        case "w": return isBracketed ? bracketedWord : word
        case "W": return "[^\(isBracketed ? bracketedWord : word)]"
        case "d": return digit
        case "D": return "[^\(digit)]"
        case "h": return hexadecimal
        case "H": return "[^\(hexadecimal)]"
        case "p", "P":
            var name = ""
            var isNegated = scalar == "P"
            guard position < input.count, input[position] == "{" else {
                throw .unsupported("\\\(scalar) without braces")
            }
            position += 1
            if position < input.count, input[position] == "^" {
                isNegated.toggle()
                position += 1
            }
            while position < input.count, input[position] != "}" {
                name.unicodeScalars.append(input[position])
                position += 1
            }
            guard position < input.count else { throw .malformed("a property is not closed") }
            position += 1
            let set = try property(name)
            return isNegated ? "[^\(set)]" : set
        default: return nil
        }
    }

    /// The set of a property: a general category, or a script.
    private static func property(_ name: String) throws(RegexError) -> String {
        let plain = String(name.unicodeScalars.filter { $0 != "_" && $0 != " " && $0 != "-" }).lowercased()
        if let classes = categories[plain] {
            return "[\(write { classes.contains($0) })]"
        }
        switch plain {
        case "space", "whitespace": return space
        case "word": return word
        case "digit", "nd", "decimalnumber": return digit
        case "han": return "[\(write(ReferenceSets.han))]"
        case "hangul": return "[\(write(ReferenceSets.hangul))]"
        case "hiragana": return "[\(write(ReferenceSets.hiragana))]"
        case "katakana": return "[\(write(ReferenceSets.katakana))]"
        case "alpha", "alphabetic", "alnum", "punct", "graph", "print", "cntrl", "blank", "xdigit", "any", "ascii":
            throw .unsupported("the property \(name)")
        default:
            guard !plain.isEmpty, !plain.hasPrefix("is"), !plain.hasPrefix("in"),
                plain.unicodeScalars.allSatisfy({ ("a"..."z").contains($0) })
            else {
                throw .unsupported("the property \(name)")
            }
            return "\\p{\(name)}"
        }
    }

    private static let letters: [UnicodeClass] = [.uppercase, .lowercase, .titlecase, .modifierLetter, .otherLetter]
    private static let categories: [String: [UnicodeClass]] = [
        "l": letters, "letter": letters, "lu": [.uppercase], "uppercaseletter": [.uppercase], "ll": [.lowercase],
        "lowercaseletter": [.lowercase], "lt": [.titlecase], "titlecaseletter": [.titlecase], "lm": [.modifierLetter],
        "modifierletter": [.modifierLetter], "lo": [.otherLetter], "otherletter": [.otherLetter], "m": [.mark],
        "mark": [.mark], "n": [.number], "number": [.number], "p": [.punctuation], "punctuation": [.punctuation],
        "s": [.symbol], "symbol": [.symbol],
    ]

    // MARK: Single characters

    /// The character that an escape stands for, in and outside of classes; nil where there is none.
    static func escapedScalar(
        _ scalar: Unicode.Scalar, _ input: inout [Unicode.Scalar], _ position: inout Int
    ) throws(RegexError) -> Unicode.Scalar? {
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "f": return "\u{C}"
        case "v": return "\u{B}"
        case "a": return "\u{7}"
        case "e": return "\u{1B}"
        case "x":
            if position < input.count, input[position] == "{" {
                position += 1
                let value = try hexadecimal(1...8, &input, &position)
                guard position < input.count, input[position] == "}" else { throw .malformed("a hexadecimal escape") }
                position += 1
                return value
            }
            let value = try hexadecimal(1...2, &input, &position)
            guard value.value < 0x80 else { throw .unsupported("a byte escape (\\x) above 7F") }
            return value
        case "u": return try hexadecimal(4...4, &input, &position)
        default:
            let isLetterOrDigit =
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            return isLetterOrDigit ? nil : scalar
        }
    }

    private static func hexadecimal(
        _ range: ClosedRange<Int>, _ input: inout [Unicode.Scalar], _ position: inout Int
    ) throws(RegexError) -> Unicode.Scalar {
        var text = ""
        while text.utf8.count < range.upperBound, position < input.count, input[position].properties.isASCIIHexDigit {
            text.unicodeScalars.append(input[position])
            position += 1
        }
        guard text.utf8.count >= range.lowerBound, let value = UInt32(text, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw .malformed("a hexadecimal escape") }
        return scalar
    }

    // MARK: Bracketed classes

    /// Reads a class behind its opening bracket, and writes it for ICU.
    static func read(_ input: inout [Unicode.Scalar], _ position: inout Int) throws(RegexError) -> String {
        var isNegated = false
        if position < input.count, input[position] == "^" {
            isNegated = true
            position += 1
        }
        var sides: [String] = []
        var current = ""
        var isFirst = true
        while position < input.count {
            let scalar = input[position]
            position += 1
            if scalar == "]", !isFirst {
                sides.append(current)
                guard !sides.contains("") else { throw .unsupported("an empty side of && in a class") }
                let whole = sides.count == 1 ? sides[0] : sides.map { "[\($0)]" }.joined(separator: "&&")
                return isNegated ? "[^[\(whole)]]" : "[\(whole)]"
            }
            isFirst = false
            if scalar == "&", position < input.count, input[position] == "&" {
                position += 1
                sides.append(current)
                current = ""
            } else if scalar == "[" {
                guard position >= input.count || input[position] != ":" else {
                    throw .unsupported("a POSIX bracket in a class")
                }
                current += try read(&input, &position)
            } else {
                current += try member(scalar, &input, &position)
            }
        }
        throw .malformed("a class is not closed")
    }

    /// A character, a range or an escape of a class.
    private static func member(
        _ first: Unicode.Scalar, _ input: inout [Unicode.Scalar], _ position: inout Int
    ) throws(RegexError) -> String {
        var low = first
        if first == "\\" {
            guard position < input.count else { throw .malformed("it ends in a backslash") }
            let escaped = input[position]
            position += 1
            if let set = try namedSet(escaped, &input, &position, isBracketed: true) { return set }
            low = try single(escaped, &input, &position)
        }
        guard position + 1 < input.count, input[position] == "-", input[position + 1] != "]" else {
            return write(low.value, low.value)
        }
        position += 1
        var high = input[position]
        position += 1
        if high == "[" { throw .unsupported("a range that ends in a class") }
        if high == "\\" {
            guard position < input.count else { throw .malformed("it ends in a backslash") }
            let escaped = input[position]
            position += 1
            guard try namedSet(escaped, &input, &position, isBracketed: true) == nil else {
                throw .unsupported("a range that ends in a class")
            }
            high = try single(escaped, &input, &position)
        }
        guard low.value <= high.value else { throw .malformed("a range runs backwards") }
        return write(low.value, high.value)
    }

    private static func single(
        _ escaped: Unicode.Scalar, _ input: inout [Unicode.Scalar], _ position: inout Int
    ) throws(RegexError) -> Unicode.Scalar {
        if escaped == "b" { return "\u{8}" }
        guard let scalar = try escapedScalar(escaped, &input, &position) else {
            throw .unsupported("\\\(escaped) in a class")
        }
        return scalar
    }

    // MARK: Writing

    private static func write(_ low: UInt32, _ high: UInt32) -> String {
        let first = "\\x{\(String(low, radix: 16))}"
        return low == high ? first : "\(first)-\\x{\(String(high, radix: 16))}"
    }

    private static func write(_ set: CodePointSet) -> String {
        stride(from: 0, to: set.ranges.count, by: 2).map { write(set.ranges[$0], set.ranges[$0 + 1]) }.joined()
    }

    /// The code points whose class satisfies a condition.
    private static func write(_ condition: (UnicodeClass) -> Bool) -> String {
        var text = ""
        var start: UInt32?
        for codePoint in UInt32(0)...0x110000 {
            let isMember = codePoint < 0x110000 && condition(UnicodeClassTable.shared.unicodeClass(of: codePoint))
            if isMember, start == nil {
                start = codePoint
            } else if !isMember, let first = start {
                text += write(first, codePoint - 1)
                start = nil
            }
        }
        return text
    }
}

extension UnicodeClass {
    fileprivate var isLetterOrMark: Bool {
        switch self {
        case .uppercase, .lowercase, .titlecase, .modifierLetter, .otherLetter, .mark: true
        default: false
        }
    }
}
