import BytePairEncoding

/// The symbols that merging starts from: the 256 bytes and, behind them, multi-byte characters, the most frequent
/// first.
struct CharacterAlphabet {
    struct Character {
        /// See `PackedCharacters`.
        var packed: UInt32
        var count: Int
        /// Whether it has an id however rare it is.
        var isRequired = false
    }

    let characters: [Character]
    private var symbolOfCharacter: [UInt32: UInt32] = [:]
    private var symbolOfByte = [UInt32](repeating: 0, count: 256)

    /// The number of characters at the front of `characters` that get an id whatever their count.
    let seedCount: Int

    /// - Parameters:
    ///   - characters: how often each multi-byte character occurs; empty where merging starts from bytes.
    ///   - seeds: characters that get an id whatever their count, packed.
    init(_ characters: [UInt32: Int], minimumFrequency: Int, seeds: [UInt32] = []) {
        var seen: Set<UInt32> = []
        let seeds = seeds.filter { seen.insert($0).inserted }
        seedCount = seeds.count
        let frequent = characters.filter { $0.value >= minimumFrequency && !seen.contains($0.key) }
            .map { Character(packed: $0.key, count: $0.value) }
            .sorted { $0.count != $1.count ? $0.count > $1.count : $0.packed < $1.packed }
        self.characters = seeds.map { Character(packed: $0, count: characters[$0] ?? 0) } + frequent
        for (index, byte) in ByteLevelAlphabet.orderedBytes.enumerated() {
            symbolOfByte[Int(byte)] = UInt32(index)
        }
        for (index, character) in self.characters.enumerated() {
            symbolOfCharacter[character.packed] = UInt32(256 + index)
        }
    }

    /// The bytes of every symbol.
    var symbols: TokenTable {
        var table = TokenTable(ByteLevelAlphabet.orderedBytes.map { [$0] })
        for character in characters {
            table.append(PackedCharacters.bytes(of: character.packed))
        }
        return table
    }

    /// The symbols of a piece, a character each; a barrier stands for a character that is too rare.
    func symbols(of piece: ArraySlice<UInt8>) -> [UInt32] {
        var symbols: [UInt32] = []
        PackedCharacters.forEach(in: piece) { character in
            switch character {
            case .ascii(let byte):
                symbols.append(symbolOfByte[Int(byte)])
            case .multiByte(let packed):
                symbols.append(symbolOfCharacter[packed] ?? TrainingWords.barrier)
            case .invalid:
                symbols.append(TrainingWords.barrier)
            }
        }
        return symbols
    }

    /// The symbols of a piece, a byte each.
    func byteSymbols(of piece: ArraySlice<UInt8>) -> [UInt32] {
        piece.map { symbolOfByte[Int($0)] }
    }
}
