internal import Synchronization

/// A vocabulary's merge units, made once for all threads by the first that asks for them.
final class SharedMergeUnits: Sendable {
    private let made: Locked<MergeUnits?>
    private let wide = Locked<MergeUnits?>(nil)
    private let joints = Locked<WordJoints??>(nil)

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
        made.withLock { made in
            if let made { return made }
            let units = MergeUnits(vocabulary, isWide: false)
            made = units
            return units
        }
    }

    /// The units with ideographs, if they have been made.
    var wideReady: MergeUnits? {
        wide.withLock { $0 }
    }

    /// The units with ideographs.
    ///
    /// - Complexity: about 10 ms for a vocabulary of 200,000 tokens, the first time.
    func makeWide(_ vocabulary: Vocabulary) -> MergeUnits {
        wide.withLock { wide in
            if let wide { return wide }
            let units = MergeUnits(vocabulary, isWide: true)
            wide = units
            return units
        }
    }

    /// Where words may be parted; nil where the vocabulary does not allow it.
    ///
    /// - Complexity: O(*n*) in the bytes of the vocabulary, the first time.
    func joints(of vocabulary: Vocabulary) -> WordJoints? {
        joints.withLock { joints in
            if let joints { return joints }
            let found = WordJoints(vocabulary)
            joints = .some(found)
            return found
        }
    }
}
