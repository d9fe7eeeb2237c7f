import BytePairEncoding

/// The tokens that merging starts from: the 256 bytes, and (with whole characters) the frequent multi-byte
/// characters with the merges that build them from bytes.
///
/// A character of three bytes needs a merge for its first two, which characters with the same first two share. These
/// merges have the lowest ranks, so an encoder completes characters before anything else, and since no later merge
/// touches a part of a character, encoding may as well start from whole ones.
struct StartingAlphabet {
    private(set) var tokens = TokenTable()
    private(set) var merges: [Merge] = []
    private(set) var frequencies: [Int] = []
    /// By the bytes of a character that has a token.
    private var characterTokens: [UInt32: TokenID] = [:]
    private var byteTokens = [TokenID](repeating: 0, count: 256)
    private var prefixes: [[UInt8]: TokenID] = [:]

    /// The 256 bytes.
    init() {
        for byte in ByteLevelAlphabet.orderedBytes {
            byteTokens[Int(byte)] = tokens.append([byte])
        }
    }

    /// The bytes and the most frequent characters.
    ///
    /// - Parameters:
    ///   - characters: packed multi-byte characters (see `PackedCharacters`) with their counts.
    ///   - limit: how many ids may go to characters at the most.
    init(characters: [UInt32: Int], coverage: Double, minimumFrequency: Int, limit: Int) {
        self.init()
        let ordered = characters.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        let total = ordered.reduce(0.0) { $0 + Double($1.value) }
        var covered = 0.0
        for (character, count) in ordered {
            if covered >= coverage * total || count < minimumFrequency { break }
            let bytes = PackedCharacters.bytes(of: character)
            if tokens.count + bytes.count - 1 > 256 + limit { break }
            add(bytes, packed: character, count: count)
            covered += Double(count)
        }
    }

    /// The symbols of a piece: a token for each character, with a barrier for each that has none.
    func symbols(of piece: ArraySlice<UInt8>) -> [UInt32] {
        var symbols: [UInt32] = []
        PackedCharacters.forEach(in: piece) { character in
            switch character {
            case .ascii(let byte):
                symbols.append(byteTokens[Int(byte)].rawValue)
            case .multiByte(let packed):
                symbols.append(characterTokens[packed]?.rawValue ?? TrainingWords.barrier)
            case .invalid:
                symbols.append(TrainingWords.barrier)
            }
        }
        return symbols
    }

    /// The symbols of a piece, a byte each.
    func byteSymbols(of piece: ArraySlice<UInt8>) -> [UInt32] {
        piece.map { byteTokens[Int($0)].rawValue }
    }

    private mutating func add(_ bytes: [UInt8], packed: UInt32, count: Int) {
        var left = byteTokens[Int(bytes[0])]
        for length in 2...bytes.count {
            let prefix = Array(bytes[..<length])
            if let known = prefixes[prefix] {
                left = known
                continue
            }
            let right = byteTokens[Int(bytes[length - 1])]
            let result = tokens.append(prefix)
            merges.append(Merge(left: left, right: right, result: result))
            frequencies.append(count)
            prefixes[prefix] = result
            left = result
        }
        characterTokens[packed] = left
    }
}
