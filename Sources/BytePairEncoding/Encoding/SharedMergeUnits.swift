internal import Synchronization

/// A vocabulary's merge units, made once for all threads by the first that asks for them.
final class SharedMergeUnits: Sendable {
    private let made: Locked<MergeUnits?>
    private let wide = Locked<MergeUnits?>(nil)
    private let joints = Locked<WordJoints??>(nil)
    private let borders = Locked<CharacterBorders??>(nil)

    /// - Parameter made: the units where a file had them ready.
    init(_ made: MergeUnits? = nil) {
        self.made = Locked(made)
    }

    /// The units, if they have been made.
    var ready: MergeUnits? {
        made.withLock { $0 }
    }

    /// - Complexity: about 4 ms for a vocabulary of 200,000 tokens, the first time.
    func make(_ vocabulary: Vocabulary) -> MergeUnits {
        Self.value(of: made) { MergeUnits(vocabulary, isWide: false) }
    }

    /// The units with ideographs, if they have been made.
    var wideReady: MergeUnits? {
        wide.withLock { $0 }
    }

    /// The units with ideographs.
    ///
    /// - Complexity: about 10 ms for a vocabulary of 200,000 tokens, the first time.
    func makeWide(_ vocabulary: Vocabulary) -> MergeUnits {
        Self.value(of: wide) { MergeUnits(vocabulary, isWide: true) }
    }

    /// Where words may be parted; nil where the vocabulary does not allow it.
    ///
    /// - Complexity: O(*n*) in the bytes of the vocabulary, the first time.
    func joints(of vocabulary: Vocabulary) -> WordJoints? {
        Self.value(of: joints) { WordJoints(vocabulary) }
    }

    /// Where pieces may be cut between characters; nil where the vocabulary does not allow it.
    ///
    /// - Complexity: O(*n*) in the bytes of the vocabulary, the first time.
    func borders(of vocabulary: Vocabulary) -> CharacterBorders? {
        // Larger ones merge piece by piece.
        guard vocabulary.tokens.count <= PieceCache.idLimit else { return nil }
        return Self.value(of: borders) { CharacterBorders(vocabulary) }
    }

    /// What is there, made first if it is not; others wait for it meanwhile.
    private static func value<Value: Sendable>(of place: borrowing Locked<Value?>, _ make: () -> Value) -> Value {
        place.withLock { place in
            if let place { return place }
            let made = make()
            place = made
            return made
        }
    }
}
