public import BytePairEncoding
internal import TextNormalization

extension Tokenizer {
    /// The bytes of a token, or nil where the tokenizer has no such id.
    ///
    /// They are of the normalized text: with `jamo`, only `decodeBytes` and ``TokenDecoder`` give text. For a tokenizer
    /// that is not byte-level they are the token's spelling, in which a space may be a ▁ and a byte `<0xED>`.
    public func bytes(of id: TokenID) -> [UInt8]? {
        guard id.index < decodeTable.count, decodeTable.byteCount(of: id) > 0 else { return nil }
        return Array(decodeTable[id])
    }

    /// Whether an id is a special (control) token.
    public func isSpecial(_ id: TokenID) -> Bool {
        specialIDs.contains(id)
    }

    /// The exact bytes of a sequence of ids, which need not be valid UTF-8.
    ///
    /// Where the normalization has an inverse (`jamo`), these are the bytes that were encoded; else they are the
    /// normalized ones.
    ///
    /// - Parameter skippingSpecialTokens: whether special tokens leave no text.
    /// - Throws: `TokenizationError.unknownID`.
    /// - Complexity: O(*n*) in the number of bytes.
    public func decodeBytes(
        _ ids: some Sequence<TokenID>, skippingSpecialTokens: Bool = false
    ) throws(TokenizationError) -> [UInt8] {
        var bytes: [UInt8] = []
        if needsDecoder {
            var decoder = TokenDecoder(self, skippingSpecialTokens: skippingSpecialTokens)
            for id in ids { try decoder.append(id, to: &bytes) }
            try decoder.finish(into: &bytes)
            return bytes
        }
        var position = 0
        for id in ids {
            guard id.index < decodeTable.count, decodeTable.byteCount(of: id) > 0 else {
                throw .unknownID(id, position: position, idCount: idCount)
            }
            if !skippingSpecialTokens || !isSpecial(id) {
                bytes.append(contentsOf: decodeTable[id])
            }
            position += 1
        }
        return bytes
    }

    /// The text of a sequence of ids; bytes that are not valid UTF-8 become U+FFFD.
    public func decode(
        _ ids: some Sequence<TokenID>, skippingSpecialTokens: Bool = false
    ) throws(TokenizationError) -> String {
        String(decoding: try decodeBytes(ids, skippingSpecialTokens: skippingSpecialTokens), as: UTF8.self)
    }

    /// Whether the text is more than the bytes of the tokens joined.
    private var needsDecoder: Bool {
        switch engine {
        case .byteLevel(let engine): engine.model.normalization == .jamo
        case .general(let engine): !engine.joinsBytes
        }
    }
}
