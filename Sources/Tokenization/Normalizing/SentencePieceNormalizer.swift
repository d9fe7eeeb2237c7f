/// SentencePiece's own normalization: its table of replacements, and what it does with spaces.
public struct SentencePieceNormalizer: Sendable, Equatable {
    /// The replacements; nil where the model has none.
    public var map: CharacterMap?
    /// Whether a space is put before the text (or behind it, where spaces end words).
    public var addsDummyPrefix: Bool
    /// Whether spaces at the ends are removed, and runs of them become one.
    public var removesExtraSpaces: Bool
    /// Whether a space becomes ▁ (U+2581).
    public var escapesSpaces: Bool
    /// Whether a space belongs to the word before it.
    public var endsWordsWithSpace: Bool
    /// Texts that the table does not touch: the model's user-defined symbols.
    public var symbols: [[UInt8]] {
        didSet { symbolTrie = Self.trie(symbols) }
    }

    private var symbolTrie: ByteTrie

    private static let escapedSpace: [UInt8] = [0xE2, 0x96, 0x81]
    private static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

    public init(
        map: CharacterMap?, addsDummyPrefix: Bool, removesExtraSpaces: Bool, escapesSpaces: Bool,
        endsWordsWithSpace: Bool, symbols: [[UInt8]]
    ) {
        self.map = map
        self.addsDummyPrefix = addsDummyPrefix
        self.removesExtraSpaces = removesExtraSpaces
        self.escapesSpaces = escapesSpaces
        self.endsWordsWithSpace = endsWordsWithSpace
        self.symbols = symbols
        symbolTrie = Self.trie(symbols)
    }

    public static func == (left: SentencePieceNormalizer, right: SentencePieceNormalizer) -> Bool {
        left.map == right.map && left.addsDummyPrefix == right.addsDummyPrefix
            && left.removesExtraSpaces == right.removesExtraSpaces && left.escapesSpaces == right.escapesSpaces
            && left.endsWordsWithSpace == right.endsWordsWithSpace && left.symbols == right.symbols
    }

    private static func trie(_ symbols: [[UInt8]]) -> ByteTrie {
        var trie = ByteTrie()
        for symbol in symbols where !symbol.isEmpty {
            trie.insert(symbol, value: 0)
        }
        return trie
    }

    private var space: [UInt8] { escapesSpaces ? Self.escapedSpace : [0x20] }

    func apply(_ text: AlignedText) -> AlignedText {
        var offset = 0
        if removesExtraSpaces {
            while offset < text.count {
                let step = step(in: text.bytes, at: offset)
                guard step.result.elementsEqual([0x20]) else { break }
                offset += step.length
            }
        }
        var result = AlignedText()
        guard offset < text.count else { return result }
        result.reserveCapacity(text.count + 3)
        if addsDummyPrefix, !endsWordsWithSpace {
            result.append(space, from: text.origin(of: offset..<offset))
        }
        var followsSpace = removesExtraSpaces
        while offset < text.count {
            let step = step(in: text.bytes, at: offset)
            let origin = text.origin(of: offset..<offset + step.length)
            var rest = step.result
            while followsSpace, rest.first == 0x20 {
                rest = rest.dropFirst()
            }
            for byte in rest {
                result.append(escapesSpaces && byte == 0x20 ? Self.escapedSpace : [byte], from: origin)
            }
            if !rest.isEmpty { followsSpace = rest.last == 0x20 }
            if !removesExtraSpaces { followsSpace = false }
            offset += step.length
        }
        if removesExtraSpaces {
            result = withoutTrailingSpaces(result)
        }
        if addsDummyPrefix, endsWordsWithSpace {
            result.append(space, from: result.origin(of: max(result.count - 1, 0)..<result.count))
        }
        return result
    }

    private func withoutTrailingSpaces(_ text: AlignedText) -> AlignedText {
        var end = text.count
        while end >= space.count, text.bytes[(end - space.count)..<end].elementsEqual(space) {
            end -= space.count
        }
        return end == text.count ? text : text.slice(0..<end)
    }

    /// What the characters at an offset become, and how many bytes they are.
    private func step(in bytes: [UInt8], at offset: Int) -> (result: ArraySlice<UInt8>, length: Int) {
        if let symbol = symbolTrie.longestMatch(in: bytes.span, from: offset) {
            return (bytes[offset..<offset + symbol.length], symbol.length)
        }
        if let match = map?.longestMatch(in: bytes.span, at: offset) {
            return (match.replacement, match.length)
        }
        let (value, length) = Characters.decode(bytes.span, at: offset)
        if value == Characters.invalid { return (Self.replacementCharacter[...], 1) }
        return (bytes[offset..<offset + length], length)
    }
}
