/// A vocabulary's merge units, made once for all threads by the first that asks for them.
final class SharedMergeUnits: Sendable {
    private let made: MadeOnce<MergeUnits>
    private let wide = MadeOnce<MergeUnits>()
    private let joints = MadeOnce<WordJoints?>()
    private let borders = MadeOnce<CharacterBorders?>()

    /// - Parameter made: the units where a file had them ready.
    init(_ made: MergeUnits? = nil) {
        self.made = MadeOnce(made)
    }

    /// The units, if they have been made.
    var ready: MergeUnits? {
        made.ready
    }

    /// - Complexity: about 4 ms for a vocabulary of 200,000 tokens, the first time.
    func make(_ vocabulary: Vocabulary) -> MergeUnits {
        made.get { MergeUnits(vocabulary, isWide: false) }
    }

    /// The units with ideographs, if they have been made.
    var wideReady: MergeUnits? {
        wide.ready
    }

    /// The units with ideographs.
    ///
    /// - Complexity: about 10 ms for a vocabulary of 200,000 tokens, the first time.
    func makeWide(_ vocabulary: Vocabulary) -> MergeUnits {
        wide.get { MergeUnits(vocabulary, isWide: true) }
    }

    /// Where words may be parted; nil where the vocabulary does not allow it.
    ///
    /// - Complexity: O(*n*) in the bytes of the vocabulary, the first time.
    func joints(of vocabulary: Vocabulary) -> WordJoints? {
        joints.get { WordJoints(vocabulary) }
    }

    /// Where pieces may be cut between characters; nil where the vocabulary does not allow it.
    ///
    /// - Complexity: O(*n*) in the bytes of the vocabulary, the first time.
    func borders(of vocabulary: Vocabulary) -> CharacterBorders? {
        // Larger ones merge piece by piece.
        guard vocabulary.tokens.count <= PieceCache.idLimit else { return nil }
        return borders.get { CharacterBorders(vocabulary) }
    }
}
