/// Finds what identifies a person in the text of a token: resident registration numbers, phone numbers, e-mail
/// addresses. Tokens are short, so each is written out as a shape and looked for at every place.
enum PersonalIdentifiers {
    /// What a text holds; nil where it holds nothing of the kind.
    static func find(in text: ArraySlice<UInt8>) -> String? {
        let bytes = Array(text)
        for start in bytes.indices {
            // A number that goes on to the left is another number.
            if start > 0, isDigit(bytes[start - 1]), isDigit(bytes[start]) { continue }
            if isRegistrationNumber(bytes, start) { return "a resident registration number" }
            if isPhoneNumber(bytes, start) { return "a phone number" }
        }
        for place in bytes.indices where bytes[place] == UInt8(ascii: "@") && isAddress(bytes, at: place) {
            return "an e-mail address"
        }
        return nil
    }

    /// Six digits that are a date, a hyphen or nothing, seven digits of which the first is 1 to 8.
    private static func isRegistrationNumber(_ bytes: [UInt8], _ start: Int) -> Bool {
        guard let date = digits(bytes, start, 6) else { return false }
        var next = start + 6
        if next < bytes.count, bytes[next] == UInt8(ascii: "-") { next += 1 }
        guard let rest = digits(bytes, next, 7), !hasDigit(bytes, next + 7) else { return false }
        let (month, day) = (date / 100 % 100, date % 100)
        return (1...12).contains(month) && (1...31).contains(day) && (1...8).contains(rest / 1_000_000)
    }

    /// `010-1234-5678` and the like, with hyphens, dots or spaces; mobile numbers also without any.
    private static func isPhoneNumber(_ bytes: [UInt8], _ start: Int) -> Bool {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "0") else { return false }
        for area in 2...4 {
            guard digits(bytes, start, area) != nil, let separator = separator(bytes, start + area) else { continue }
            for middle in 3...4 where digits(bytes, start + area + 1, middle) != nil {
                let last = start + area + 1 + middle
                if last < bytes.count, bytes[last] == separator, digits(bytes, last + 1, 4) != nil,
                    !hasDigit(bytes, last + 5)
                {
                    return true
                }
            }
        }
        guard digits(bytes, start, 11) != nil, bytes[start + 1] == UInt8(ascii: "1") else { return false }
        return !hasDigit(bytes, start + 11)
    }

    /// Letters and digits on both sides of an @, with a dot and two letters at least behind.
    private static func isAddress(_ bytes: [UInt8], at place: Int) -> Bool {
        guard place > 0, isLetter(bytes[place - 1]) || isDigit(bytes[place - 1]) else { return false }
        var end = place + 1
        while end < bytes.count, isLetter(bytes[end]) || isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "-") {
            end += 1
        }
        guard end > place + 1, end + 2 < bytes.count, bytes[end] == UInt8(ascii: ".") else { return false }
        return isLetter(bytes[end + 1]) && isLetter(bytes[end + 2])
    }

    private static func separator(_ bytes: [UInt8], _ offset: Int) -> UInt8? {
        guard offset < bytes.count, [0x2D, 0x2E, 0x20].contains(bytes[offset]) else { return nil }
        return bytes[offset]
    }

    private static func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[start..<start + count] {
            guard isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private static func hasDigit(_ bytes: [UInt8], _ offset: Int) -> Bool {
        offset < bytes.count && isDigit(bytes[offset])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
