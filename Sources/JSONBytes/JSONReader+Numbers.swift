extension JSONReader {
    /// What the grammar says about a number.
    struct NumberScan {
        var range: Range<Int>
        var isInteger: Bool
    }

    /// Reads an integer: a number without fraction and exponent that `Int` holds.
    public mutating func readInt() throws(JSONError) -> Int {
        skipWhitespace()
        guard position < end, kind(of: bytes[position]) == .number else { throw unexpected("an integer") }
        let scan = try scanNumber()
        guard scan.isInteger else {
            throw error(
                .unexpected(expected: "an integer", found: "a number with a fraction or exponent"),
                at: scan.range.lowerBound)
        }
        guard let value = integer(scan.range) else { throw error(.numberOutOfRange, at: scan.range.lowerBound) }
        return value
    }

    /// Reads a number as the nearest `Double`.
    /// - Throws: ``JSONError`` also for a number too large for `Double`; one too small becomes 0.
    public mutating func readNumber() throws(JSONError) -> Double {
        skipWhitespace()
        guard position < end, kind(of: bytes[position]) == .number else { throw unexpected("a number") }
        return try double(try scanNumber())
    }

    /// An integer where `Int` holds it exactly, else a `Double`: files of settings do have `1e30` written out.
    mutating func readNumberValue() throws(JSONError) -> JSONValue {
        let scan = try scanNumber()
        if scan.isInteger, let value = integer(scan.range) { return .integer(value) }
        return .number(try double(scan))
    }

    /// Moves over a number and checks its grammar.
    mutating func scanNumber() throws(JSONError) -> NumberScan {
        let first = position
        var isInteger = true
        if position < end, bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < end, bytes[position] == UInt8(ascii: "0") {
            position += 1
            if position < end, isDigit(bytes[position]) {
                throw error(.unexpected(expected: "a number", found: "a leading zero"), at: first)
            }
        } else {
            try scanDigits()
        }
        if position < end, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try scanDigits()
        }
        if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try scanDigits()
        }
        return NumberScan(range: first..<position, isInteger: isInteger)
    }

    private mutating func scanDigits() throws(JSONError) {
        let first = position
        while position < end, isDigit(bytes[position]) { position += 1 }
        if position == first { throw unexpected("a digit") }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func integer(_ range: Range<Int>) -> Int? {
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        var value = 0
        for index in (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
            let digit = Int(bytes[index] - UInt8(ascii: "0"))
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            // Built downwards for negative numbers, as Int.min has no positive twin.
            let (sum, carry) =
                isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    private func double(_ scan: NumberScan) throws(JSONError) -> Double {
        if scan.isInteger, let value = integer(scan.range), value.magnitude <= 1 << 53, value != 0 {
            return Double(value)
        }
        // The standard library rounds correctly whatever the locale; the text is ASCII here.
        let text = String(decoding: bytes[scan.range], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw error(.numberOutOfRange, at: scan.range.lowerBound)
        }
        return value
    }
}
