import Hangul

/// Code points for people.
enum CodePoints {
    /// What a text is made of: code points, and bytes that belong to none.
    enum Item {
        case scalar(UInt32)
        case byte(UInt8)
    }

    static func items(_ text: [UInt8]) -> [Item] {
        let span = text.span
        var items: [Item] = []
        var offset = 0
        while offset < span.count {
            if let scalar = decodeScalar(span, at: offset) {
                items.append(.scalar(scalar.value))
                offset += scalar.length
            } else {
                items.append(.byte(span[offset]))
                offset += 1
            }
        }
        return items
    }

    /// `U+D55C`, or `\xEA` for a byte.
    static func notation(_ item: Item) -> String {
        switch item {
        case .scalar(let value):
            let digits = String(value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        case .byte(let byte):
            return #"\x"# + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }

    /// `U+1112 U+1161`; no more than so many, and then `…`.
    static func notation(_ text: [UInt8], limit: Int = .max) -> String {
        let items = items(text)
        return items.prefix(limit).map(notation).joined(separator: " ") + (items.count > limit ? " …" : "")
    }

    /// The name in Unicode; of Old Hangul in the private use area, what it stands for.
    static func name(_ item: Item) -> String {
        guard case .scalar(let value) = item else { return "(not UTF-8)" }
        if let jamo = HanyangPUA.jamo(of: value) {
            return "(Hanyang PUA: " + jamo.map { notation(.scalar($0)) }.joined(separator: " ") + ")"
        }
        let properties = Unicode.Scalar(value)?.properties
        return JamoName.name(of: value) ?? properties?.name ?? properties?.nameAlias ?? "(no name)"
    }

    /// The text as it can be printed: a mark or jamo by itself is shown in a compatibility letter or not at all.
    static func shown(_ item: Item) -> [UInt8] {
        guard case .scalar(let value) = item else { return [] }
        guard let scalar = Unicode.Scalar(JamoMapping.compatibility(of: value) ?? value) else { return [] }
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator, .paragraphSeparator,
            .unassigned, .privateUse:
            return []
        default: return Array(String(scalar).utf8)
        }
    }
}
