import BytePairEncoding

/// Rewrites a regex of Oniguruma's Ruby syntax, which the reference library uses, so that ICU's engine matches the
/// same.
///
/// The two share most of their syntax but not all of its meaning: `\s` and `\w` are other sets, `{1,3}+` is possessive
/// in one and a repeated group in the other, and the engines' Unicode versions differ. Classes are therefore written
/// out as code points from the core's tables. What has no exact counterpart is refused, never approximated.
struct OnigurumaSyntax {
    private var input: [Unicode.Scalar]
    private var position = 0
    private var output = ""
    /// Where in `output` the last complete item begins, for quantifiers; nil where there is none.
    private var lastItem: String.Index?
    private var isQuantified = false
    private var groups: [Group] = []
    /// How many groups an option has opened on the level of the pattern itself.
    private var openOptions = 0
    /// Whether the dot matches line ends here (the option `m`).
    private var matchesLineEnds = false

    private struct Group {
        /// Where it begins in `output`.
        var start: String.Index
        /// How many groups an option has opened inside it, to be closed at its end.
        var openOptions = 0
        /// Whether the dot matched line ends outside of it.
        var outerMatchesLineEnds: Bool
    }

    static func translate(_ source: String) throws(RegexError) -> String {
        var syntax = OnigurumaSyntax(input: Array(source.unicodeScalars))
        while let scalar = syntax.next() {
            try syntax.item(scalar)
        }
        guard syntax.groups.isEmpty else { throw .malformed("a group is not closed") }
        return syntax.output + String(repeating: ")", count: syntax.openOptions)
    }

    private init(input: [Unicode.Scalar]) {
        self.input = input
    }

    // MARK: Reading

    private var following: Unicode.Scalar? { position < input.count ? input[position] : nil }

    private mutating func next() -> Unicode.Scalar? {
        guard let scalar = following else { return nil }
        position += 1
        return scalar
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard position + wanted.count <= input.count, input[position..<position + wanted.count].elementsEqual(wanted)
        else { return false }
        position += wanted.count
        return true
    }

    private mutating func hexadecimal(_ range: ClosedRange<Int>) throws(RegexError) -> UInt32 {
        var text = ""
        while text.unicodeScalars.count < range.upperBound, let scalar = following, scalar.properties.isASCIIHexDigit {
            text.unicodeScalars.append(scalar)
            position += 1
        }
        guard text.unicodeScalars.count >= range.lowerBound, let value = UInt32(text, radix: 16), value <= 0x10FFFF
        else { throw .malformed("a hexadecimal escape") }
        return value
    }

    // MARK: Items

    private mutating func item(_ scalar: Unicode.Scalar) throws(RegexError) {
        switch scalar {
        case "\\": try escape()
        case "[":
            begin()
            output += try RegexClass.read(&input, &position)
        case "(": try openGroup()
        case ")":
            guard let group = groups.popLast() else { throw .malformed("a group is closed that was not opened") }
            output += String(repeating: ")", count: group.openOptions + 1)
            lastItem = group.start
            matchesLineEnds = group.outerMatchesLineEnds
            isQuantified = false
        case "*", "+", "?": try quantify(String(scalar))
        case "{": try braces()
        case "|":
            output += "|"
            lastItem = nil
        case "^", "$":
            begin()
            output.unicodeScalars.append(scalar)
        case ".":
            // Written out, since ICU's dot takes \r\n for one character where it may match line ends.
            set(matchesLineEnds ? "[\\x{0}-\\x{10ffff}]" : "[^\\x{a}]")
        default:
            literal(scalar)
        }
    }

    private mutating func begin() {
        lastItem = output.endIndex
        isQuantified = false
    }

    private mutating func literal(_ scalar: Unicode.Scalar) {
        begin()
        // Any character can be written by its number, which no flag or syntax changes.
        output += "\\x{\(String(scalar.value, radix: 16))}"
    }

    private mutating func set(_ text: String) {
        begin()
        output += text
    }

    private mutating func escape() throws(RegexError) {
        guard let scalar = next() else { throw .malformed("it ends in a backslash") }
        if let named = try RegexClass.namedSet(scalar, &input, &position, isBracketed: false) {
            set(named)
            return
        }
        switch scalar {
        case "A", "z", "Z", "G":
            begin()
            output += "\\\(scalar)"
        case "b", "B":
            let word = RegexClass.word
            let border = "(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word))"
            set(scalar == "b" ? "(?:\(border))" : "(?!\(border))")
        case "0"..."9": throw .unsupported("a back-reference or octal escape (\\\(scalar))")
        default:
            guard let value = try RegexClass.escapedScalar(scalar, &input, &position) else {
                throw .unsupported("\\\(scalar)")
            }
            literal(value)
        }
    }

    private mutating func openGroup() throws(RegexError) {
        let start = output.endIndex
        if take("?#") {
            while let scalar = next(), scalar != ")" {}
            return
        }
        for opening in ["?:", "?=", "?!", "?>", "?<=", "?<!"] where take(opening) {
            output += "(" + opening
            groups.append(Group(start: start, outerMatchesLineEnds: matchesLineEnds))
            lastItem = nil
            return
        }
        if take("?<") {
            // A named group; nothing refers to its name.
            while let scalar = next(), scalar != ">" {}
        } else if following == "?" {
            try options(start)
            return
        }
        // Nothing refers back to groups, so none needs to capture.
        output += "(?:"
        groups.append(Group(start: start, outerMatchesLineEnds: matchesLineEnds))
        lastItem = nil
    }

    /// `(?i)`, `(?i:`, `(?m-i:` and so on; Ruby's `m` lets the dot match line ends.
    private mutating func options(_ start: String.Index) throws(RegexError) {
        position += 1
        var text = "(?"
        var isOff = false
        var dotMatchesLineEnds = matchesLineEnds
        while let scalar = next() {
            switch scalar {
            case "i": text += "i"
            case "-":
                text += "-"
                isOff = true
            case "m": dotMatchesLineEnds = !isOff
            case ":", ")":
                if scalar == ":" {
                    groups.append(Group(start: start, outerMatchesLineEnds: matchesLineEnds))
                } else if groups.isEmpty {
                    // In Ruby's syntax the rest of the enclosing group, all its alternatives included, is a group of
                    // its own.
                    openOptions += 1
                } else {
                    groups[groups.count - 1].openOptions += 1
                }
                output += (text.hasSuffix("-") ? String(text.dropLast()) : text) + ":"
                matchesLineEnds = dotMatchesLineEnds
                lastItem = nil
                return
            default: throw .unsupported("the group (?\(scalar)")
            }
        }
        throw .malformed("a group is not closed")
    }

    // MARK: Quantifiers

    private mutating func quantify(_ quantifier: String) throws(RegexError) {
        guard let item = lastItem else { throw .malformed("nothing stands before \(quantifier)") }
        if isQuantified {
            wrap(item)
        }
        output += quantifier
        if following == "?" || following == "+" {
            output.unicodeScalars.append(input[position])
            position += 1
        }
        isQuantified = true
    }

    /// `{n}`, `{n,}`, `{,m}`, `{n,m}`; in Ruby's syntax a `+` behind it repeats the whole, and a `?` behind a single
    /// number makes the whole optional. Anything else in braces is literal text.
    private mutating func braces() throws(RegexError) {
        let start = position
        let low = digits()
        var high = low
        let hasComma = take(",")
        if hasComma { high = digits() }
        guard following == "}", low != nil || high != nil, let item = lastItem else {
            position = start
            literal("{")
            return
        }
        position += 1
        if isQuantified { wrap(item) }
        let lower = low ?? 0
        guard lower <= 10_000, (high ?? 0) <= 10_000, lower <= high ?? lower else {
            throw .unsupported("a repetition as large as this")
        }
        output += hasComma ? "{\(lower),\(high.map { String($0) } ?? "")}" : "{\(lower)}"
        isQuantified = true
        if hasComma, following == "?" {
            position += 1
            output += "?"
        }
    }

    private mutating func digits() -> Int? {
        var value: Int?
        while let scalar = following, ("0"..."9").contains(scalar), value ?? 0 < 1_000_000 {
            value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
            position += 1
        }
        return value
    }

    private mutating func wrap(_ item: String.Index) {
        output = String(output[..<item]) + "(?:" + output[item...] + ")"
        lastItem = output.index(output.startIndex, offsetBy: output[..<item].count)
        isQuantified = false
    }
}
