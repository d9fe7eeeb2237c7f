public import BytePairEncoding

extension Tokenizer {
    /// The bytes of a token, or nil where the tokenizer has no such id.
    ///
    /// For a byte-level tokenizer these are the bytes that the token decodes to; for others they are its spelling, in
    /// which a space may be a ▁ and a byte `<0xED>`.
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
    /// - Parameter skippingSpecialTokens: whether special tokens leave no text.
    /// - Throws: `TokenizationError.unknownID`.
    /// - Complexity: O(*n*) in the number of bytes.
    public func decodeBytes(
        _ ids: some Sequence<TokenID>, skippingSpecialTokens: Bool = false
    ) throws(TokenizationError) -> [UInt8] {
        var bytes: [UInt8] = []
        var spellings: [[UInt8]] = []
        let decoder = generalDecoder
        var position = 0
        for id in ids {
            guard id.index < decodeTable.count, decodeTable.byteCount(of: id) > 0 else {
                throw .unknownID(id, position: position, idCount: idCount)
            }
            position += 1
            if skippingSpecialTokens, isSpecial(id) { continue }
            if decoder == nil {
                bytes.append(contentsOf: decodeTable[id])
            } else {
                spellings.append(Array(decodeTable[id]))
            }
        }
        guard let decoder else { return bytes }
        return try decoder.decode(spellings)
    }

    /// The text of a sequence of ids; bytes that are not valid UTF-8 become U+FFFD.
    public func decode(
        _ ids: some Sequence<TokenID>, skippingSpecialTokens: Bool = false
    ) throws(TokenizationError) -> String {
        String(decoding: try decodeBytes(ids, skippingSpecialTokens: skippingSpecialTokens), as: UTF8.self)
    }

    /// How spellings become text; nil where tokens are bytes, to be joined as they are.
    private var generalDecoder: GeneralDecoder? {
        guard case .general(let engine) = engine else { return nil }
        if case .bytePairs = engine.model.model, engine.model.decoder == .byteLevel { return nil }
        return GeneralDecoder(component: engine.model.decoder)
    }
}

/// Joins spellings as a component says, or with spaces where there is none.
private struct GeneralDecoder {
    let component: DecoderComponent?

    func decode(_ spellings: [[UInt8]]) throws(TokenizationError) -> [UInt8] {
        guard let component else { return Array(spellings.joined(separator: [0x20])) }
        do throws(RegexError) {
            return try component.apply(spellings).flatMap { $0 }
        } catch {
            throw .pattern(error)
        }
    }
}
