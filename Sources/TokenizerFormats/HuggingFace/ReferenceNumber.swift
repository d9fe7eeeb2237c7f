/// Numbers as the reference library reads them from JSON.
///
/// Its reader does not round correctly: it takes the digits as an integer, then divides by a power of ten, which can be
/// off in the last bit. Two ways to cut a text that have equal scores are told apart by that bit, so it matters.
enum ReferenceNumber {
    /// The value of a number whose grammar has been checked.
    static func parse(_ text: ArraySlice<UInt8>) -> Double {
        var isNegative = false
        var significand: UInt64 = 0
        var exponent = 0
        var isFull = false
        var isFraction = false
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let digits = String(decoding: text[index...], as: UTF8.self)
                exponent += Int(digits.hasPrefix("+") ? String(digits.dropFirst()) : digits) ?? 0
                index = text.endIndex
            default:
                let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
                // Digits beyond 64 bits are dropped.
                isFull = isFull || overflow || carry
                if isFull {
                    if !isFraction { exponent += 1 }
                } else {
                    significand = sum
                    if isFraction { exponent -= 1 }
                }
            }
        }
        var value = Double(significand)
        while exponent < -308, value != 0 {
            value /= 1e308
            exponent += 308
        }
        value = exponent >= 0 ? value * power(exponent) : value / power(-exponent)
        return isNegative ? -value : value
    }

    private static func power(_ exponent: Int) -> Double {
        // The standard library rounds a literal's value correctly.
        Double("1e\(min(exponent, 400))") ?? .infinity
    }
}
