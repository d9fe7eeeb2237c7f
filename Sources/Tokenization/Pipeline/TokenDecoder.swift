public import BytePairEncoding
internal import TextNormalization

/// Turns ids into the bytes of the text, one id after the other, and undoes the normalization where the policy has an
/// inverse.
///
/// With `jamo`, what comes out lags behind what goes in by at most one syllable, and nothing that has come out is
/// taken back. With any other byte-level tokenizer each id gives its bytes at once. Tokenizers with other decoders,
/// where a token's text depends on those around it, give all of it at the end.
///
/// ```swift
/// var decoder = TokenDecoder(tokenizer)
/// var text: [UInt8] = []
/// for id in ids { try decoder.append(id, to: &text) }
/// try decoder.finish(into: &text)
/// ```
public struct TokenDecoder: Sendable {
    private let tokenizer: Tokenizer
    private let skipsSpecialTokens: Bool
    private var restorer: TextRestorer
    /// The tokens so far, where they can only be decoded together.
    private var spellings: [[UInt8]] = []
    private let general: GeneralEngine?
    private var position = 0

    /// A decoder at the beginning of a text.
    ///
    /// - Parameter skippingSpecialTokens: whether special tokens leave no text.
    public init(_ tokenizer: Tokenizer, skippingSpecialTokens: Bool = false) {
        self.tokenizer = tokenizer
        skipsSpecialTokens = skippingSpecialTokens
        restorer = TextRestorer(tokenizer.byteLevel?.normalization ?? .none)
        if case .general(let engine) = tokenizer.engine, !engine.joinsBytes {
            general = engine
        } else {
            general = nil
        }
    }

    /// Takes the next id and appends what is certain now.
    ///
    /// - Throws: `TokenizationError.unknownID`, with the number of ids since the beginning of the text.
    /// - Complexity: O(*m*) in the token's bytes.
    public mutating func append(_ id: TokenID, to result: inout [UInt8]) throws(TokenizationError) {
        let table = tokenizer.decodeTable
        guard id.index < table.count, table.byteCount(of: id) > 0 else {
            throw .unknownID(id, position: position, idCount: tokenizer.idCount)
        }
        position += 1
        let isSkipped = skipsSpecialTokens && tokenizer.isSpecial(id)
        if general != nil {
            if !isSkipped { spellings.append(Array(table[id])) }
        } else if tokenizer.verbatimIDs.contains(id) {
            // The text on each side of such a token was normalized by itself.
            restorer.finish(into: &result)
            if !isSkipped { result.append(contentsOf: table[id]) }
        } else if !isSkipped {
            restorer.restore(Array(table[id]), into: &result)
        }
    }

    /// Appends what was held back, at the end of the text; the decoder can be used for another one.
    ///
    /// - Throws: `TokenizationError.pattern` where a regex of the tokenizer's file reaches its limits.
    public mutating func finish(into result: inout [UInt8]) throws(TokenizationError) {
        restorer.finish(into: &result)
        position = 0
        if let general {
            result += try general.decode(spellings)
            spellings = []
        }
    }
}
