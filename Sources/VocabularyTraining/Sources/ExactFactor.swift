/// A weight as the exact fraction that was written: `3`, `0.25`, `1/3`.
///
/// Weighted counts are sums of whole numbers over one common denominator, so they are the same whatever the order of
/// the sources and the number of machines. With floating point they would not be.
public struct ExactFactor: Sendable, Equatable {
    public let numerator: Int
    public let denominator: Int

    public init(_ numerator: Int, over denominator: Int = 1) {
        precondition(numerator >= 0 && denominator > 0, "a factor must not be negative")
        let divisor = max(Self.greatestCommonDivisor(numerator, denominator), 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// Reads digits with at most one point or slash; nil for anything else, and for more than six digits on a side.
    public init?(_ text: some StringProtocol) {
        func digits(_ part: Substring) -> Int? {
            guard (1...6).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return Int(part)
        }
        let text = Substring(text)
        if let slash = text.firstIndex(of: "/") {
            guard let top = digits(text[..<slash]), let bottom = digits(text[text.index(after: slash)...]), bottom > 0
            else { return nil }
            self.init(top, over: bottom)
        } else if let point = text.firstIndex(of: ".") {
            let tail = text[text.index(after: point)...]
            guard let whole = digits(text[..<point]), let fraction = digits(tail) else { return nil }
            let scale = (0..<tail.utf8.count).reduce(1) { scale, _ in scale * 10 }
            self.init(whole * scale + fraction, over: scale)
        } else {
            guard let whole = digits(text) else { return nil }
            self.init(whole)
        }
    }

    static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }

    /// - Throws: `TrainingError.countOverflow` beyond 2⁴⁰, where counts would soon not fit 64 bits.
    static func leastCommonMultiple(_ one: Int, _ other: Int) throws(TrainingError) -> Int {
        let (product, overflow) = (one / greatestCommonDivisor(one, other)).multipliedReportingOverflow(by: other)
        guard !overflow, product <= 1 << 40 else { throw .countOverflow }
        return product
    }
}
