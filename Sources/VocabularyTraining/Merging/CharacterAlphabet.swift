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

    /// - Parameters:
    ///   - characters: how often each multi-byte character occurs; empty where merging starts from bytes.
    ///   - required: characters that come first, however rare they are.
    init(_ characters: [UInt32: Int], minimumFrequency: Int, required: [UInt32] = []) {
        let isRequired = Set(required)
        let others = characters.filter { $0.value >= minimumFrequency && !isRequired.contains($0.key) }
            .map { Character(packed: $0.key, count: $0.value) }
        func isBefore(_ left: Character, _ right: Character) -> Bool {
            left.count != right.count ? left.count > right.count : left.packed < right.packed
        }
        self.characters =
            isRequired.map { Character(packed: $0, count: characters[$0] ?? 0, isRequired: true) }.sorted(by: isBefore)
            + others.sorted(by: isBefore)
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
