public import LongContext
public import Tokenization

extension CompressionReport {
    /// Compares how much text tokenizers fit into a token.
    ///
    /// ```swift
    /// let report = try CompressionReport(comparing: [mine, theirs], on: texts)
    /// let times = report.total.comparison(of: 0, with: 1)?.gain.times   // documents so many times longer
    /// ```
    ///
    /// - Throws: `LongContextError` where a text cannot be encoded.
    public init(comparing tokenizers: [Tokenizer], on texts: some Sequence<String>) throws(LongContextError) {
        let measurer = try DocumentMeasurer(counters: tokenizers)
        var accumulator = CompressionAccumulator(tokenizers: tokenizers.map(\.name))
        var number = 0
        for text in texts {
            number += 1
            accumulator.add(try measurer.measure(Array(text.utf8), name: Array("text \(number)".utf8), genre: []))
        }
        self = accumulator.report()
    }
}
