import BytePairEncoding
public import TextNormalization

extension Tokenizer {
    /// The same tokenizer with another normalization, or nil where its components normalize in ways of their own.
    ///
    /// Ids mean what they meant. A vocabulary learnt from text in one form has few tokens for another, so `korean` goes
    /// well with a vocabulary made for `nfc`, and `nfd` does not.
    ///
    /// - Throws: `TokenizationError.badAddedToken`, never for a tokenizer that could be made once.
    public func normalizing(by policy: NormalizationPolicy) throws(TokenizationError) -> Tokenizer? {
        guard let model = byteLevel else { return nil }
        return try Tokenizer(
            name: name, normalization: policy, preTokenizer: model.preTokenizer, vocabulary: model.vocabulary,
            addedTokens: addedTokens, unreachableTokens: unreachableTokens, addsPrefixSpace: model.addsPrefixSpace,
            template: template)
    }

    /// Bounds the memory of the word caches.
    ///
    /// Ids never depend on it. The default is 224 MiB for each thread that encodes; caches start small and grow with the
    /// words that they meet. Encoders at work keep the cache that they have.
    ///
    /// - Parameter bytes: for each thread; up to 160 KiB are taken where it is less than half a megabyte.
    public func limitCaches(toBytes bytes: Int) {
        precondition(bytes >= 0, "the bound must not be negative")
        switch engine {
        case .byteLevel(let engine): engine.pool.limitCaches(toBytes: bytes)
        case .general(let engine): engine.pool?.limitCaches(toBytes: bytes)
        }
    }

    /// Makes the tables that the first texts would otherwise wait for, and the first encoder.
    ///
    /// - Complexity: some 5 ms for a vocabulary of 200,000 tokens.
    package func prepareForEncoding() {
        guard case .byteLevel(let engine) = engine else { return }
        engine.model.vocabulary.prepareForEncoding()
        _ = try? encode([0x61, 0x20, 0xED, 0x95, 0x9C])
    }

    /// Whether a document may be cut where `SafeCuts` cuts, and its parts encoded by themselves.
    ///
    /// Not where an added token could lie across such a cut or take white space from before it, and not where each text
    /// gets a space in front.
    package var allowsSafeCuts: Bool {
        // What the components of the general path do at a cut is not known.
        guard let byteLevel, !byteLevel.addsPrefixSpace else { return false }
        return addedTokens.allSatisfy { token in
            let begins = token.content.first ?? 0
            let startsLikeCut = (0x61...0x7A).contains(begins | 0x20) || begins >= 0x80
            return !token.content.dropLast().contains(0x0A) && !(startsLikeCut && token.stripsLeft)
        }
    }

    /// The parts of a document that can be encoded one by one, or by several threads, with the same ids.
    ///
    /// - Parameter size: about how many bytes a part has.
    package func parts(of document: [UInt8], size: Int) -> [Range<Int>] {
        allowsSafeCuts ? SafeCuts.parts(of: document, targetSize: size) : [0..<document.count]
    }
}
