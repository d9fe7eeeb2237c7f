/// The tables of a vocabulary as flat memory, in the form in which a file holds them (Documentation/BinaryFormat.md).
///
/// Everything that costs time when a vocabulary is made of its tokens and merges is there ready: both hash tables and
/// the table of syllables. The two hash tables are used where they lie.
package struct VocabularyImage: Sendable {
    /// A table. Numbers in tables are little-endian; the raw values are those of the file.
    package enum Part: UInt32, CaseIterable, Sendable {
        /// The bytes of all tokens, one after the other.
        case tokenBytes = 1
        /// Where each token starts in them, and the end: 32 bits each.
        case tokenOffsets = 2
        /// The slots of `TokenLookup`, 64 bits each.
        case tokenSlots = 3
        /// Three ids of 32 bits for each merge: left, right, result.
        case merges = 4
        /// The entries of `MergeTable`, 64 bits each.
        case pairs = 5
        /// Their ranks, 32 bits each, where they do not fit into the entries.
        case pairRanks = 6
        /// The entries of `MergeUnits`, 64 bits each.
        case units = 7
        /// Where each unit's neighbours start, and the end: 32 bits each.
        case dangerStarts = 8
        /// The neighbours of `MergeUnitDangers`, 8 bytes each.
        case dangers = 9
        /// Their bytes.
        case dangerBytes = 10
    }

    /// Why tables are not those of a vocabulary.
    package struct Problem: Error, Equatable {
        package var part: Part
        package var reason: String

        init(_ part: Part, _ reason: String) {
            self.part = part
            self.reason = reason
        }
    }

    package var order: MergeOrder
    package var takesWholePieces: Bool
    package var mergesMakeAllTokens: Bool
    package var parts: [Part: SharedMemory]

    package init(
        order: MergeOrder, takesWholePieces: Bool, mergesMakeAllTokens: Bool, parts: [Part: SharedMemory]
    ) {
        self.order = order
        self.takesWholePieces = takesWholePieces
        self.mergesMakeAllTokens = mergesMakeAllTokens
        self.parts = parts
    }

    /// Tells apart the ways in which hash tables can be laid out: a file made by another version of the hash functions
    /// has another number here.
    package static var hashMark: UInt32 {
        let text = Array("말모이 hashes bytes and pairs".utf8)
        return UInt32(truncatingIfNeeded: ByteHash.hash(text.span) ^ UInt64(MergeTable.slotMark))
    }

    func memory(_ part: Part) throws(Problem) -> SharedMemory {
        guard let memory = parts[part] else { throw Problem(part, "it is missing") }
        return memory
    }

    func array<Element: BitwiseCopyable>(_ part: Part, of type: Element.Type) throws(Problem) -> [Element] {
        guard let array = try memory(part).array(of: type) else {
            throw Problem(part, "its size is not a whole number of entries")
        }
        return array
    }
}

extension Vocabulary {
    /// The tables of this vocabulary.
    ///
    /// - Parameter hasUnits: whether the unit table is among them, which is made if it has not been; not of a vocabulary
    ///   whose ids do not fit it. Without it the reader makes it when it pays.
    package func imageParts(hasUnits: Bool) -> [(part: VocabularyImage.Part, bytes: [UInt8])] {
        var parts: [(part: VocabularyImage.Part, bytes: [UInt8])] = [
            (.tokenBytes, tokens.bytes), (.tokenOffsets, Self.bytes(of: tokens.startsAndEnd)),
            (.tokenSlots, lookup.imageBytes()),
            (.merges, Self.bytes(of: merges.flatMap { [$0.left.rawValue, $0.right.rawValue, $0.result.rawValue] })),
            (.pairs, mergeTable.imageBytes().entries),
        ]
        if let ranks = mergeTable.imageBytes().ranks { parts.append((.pairRanks, ranks)) }
        return hasUnits && tokens.count < PieceCache.idLimit ? parts + mergeUnits.make(self).imageParts() : parts
    }

    static func bytes(of numbers: some Sequence<some FixedWidthInteger>) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in numbers {
            unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The vocabulary of tables that somebody made before.
    ///
    /// Everything is checked that keeps encoding inside its memory, whatever the tables say: offsets, ids and ranks are
    /// in range, every merge makes a token as long as its two sides, hash tables have a free slot. That the tables are
    /// what the tokens and merges would give is not checked, but for samples: the writer vouches for it.
    ///
    /// - Complexity: O(*n*) in the number of entries, some 3 ms for 150,000 tokens.
    package init(_ image: VocabularyImage) throws(VocabularyImage.Problem) {
        let tokens = try TokenTable(image)
        let merges = try Self.merges(image, tokens)
        let lookup = try TokenLookup(image, tokens)
        let table = try MergeTable(image, merges, tokens)
        let units = image.parts[.units] == nil ? nil : try MergeUnits(image, tokens)
        var byteTokens: [TokenID] = []
        for byte in UInt8.min...UInt8.max {
            guard let id = lookup.find([byte].span) else {
                throw VocabularyImage.Problem(.tokenSlots, "no token stands for the byte \(byte)")
            }
            byteTokens.append(id)
        }
        self.init(
            tokens: tokens, merges: merges, order: image.order, takesWholePieces: image.takesWholePieces,
            mergesMakeAllTokens: image.mergesMakeAllTokens, byteTokens: byteTokens, mergeTable: table,
            sharedLookup: SharedTokenLookup(lookup), mergeUnits: SharedMergeUnits(units))
        try checkSamples()
    }

    private static func merges(
        _ image: VocabularyImage, _ tokens: TokenTable
    ) throws(VocabularyImage.Problem) -> [Merge] {
        let memory = try image.memory(.merges)
        guard memory.count % 12 == 0, memory.count / 12 < Int(Rank.max) else {
            throw VocabularyImage.Problem(.merges, "its size is not a whole number of entries")
        }
        guard let merges = memory.array(of: Merge.self) else {
            throw VocabularyImage.Problem(.merges, "it is not aligned")
        }
        for (rank, merge) in merges.enumerated() where !tokens.adds(merge.left, merge.right, to: merge.result) {
            throw VocabularyImage.Problem(.merges, "merge \(rank) does not join two tokens into one of their length")
        }
        return merges
    }

    /// Looks some tokens and merges up, in tables that other code may have made.
    private func checkSamples() throws(VocabularyImage.Problem) {
        for index in stride(from: 0, to: tokens.count, by: max(tokens.count / 64, 1)) {
            let bytes = Array(tokens[TokenID(index: index)])
            if !bytes.isEmpty, lookup.find(bytes.span) == nil {
                throw VocabularyImage.Problem(.tokenSlots, "the token \(index) is not found in it")
            }
        }
        for index in stride(from: 0, to: merges.count, by: max(merges.count / 64, 1)) {
            // Files of before list all pairs of a ranked token, together, and the table has those that can happen: one at
            // least.
            var group = index..<index + 1
            if order == .byResult {
                let result = merges[index].result
                while group.lowerBound > 0, merges[group.lowerBound - 1].result == result {
                    group = group.lowerBound - 1..<group.upperBound
                }
                while group.upperBound < merges.count, merges[group.upperBound].result == result {
                    group = group.lowerBound..<group.upperBound + 1
                }
            }
            let isThere = merges[group].contains { merge in
                mergeTable.find(merge.left.rawValue, merge.right.rawValue) != MergeTable.none
            }
            if !isThere {
                throw VocabularyImage.Problem(.pairs, "merge \(index) is not found in it")
            }
        }
    }
}

extension TokenTable {
    fileprivate init(_ image: VocabularyImage) throws(VocabularyImage.Problem) {
        let bytes = try image.array(.tokenBytes, of: UInt8.self)
        let offsets = try image.array(.tokenOffsets, of: UInt32.self)
        guard let table = TokenTable(bytes: bytes, startsAndEnd: offsets) else {
            throw VocabularyImage.Problem(.tokenOffsets, "the offsets do not rise from 0 to the end of the bytes")
        }
        self = table
    }

    /// Whether three ids have tokens, and the third has as many bytes as the first two together.
    @inline(__always)
    func adds(_ left: TokenID, _ right: TokenID, to result: TokenID) -> Bool {
        guard left.index < count, right.index < count, result.index < count else { return false }
        let (first, second) = (byteCount(of: left), byteCount(of: right))
        return first > 0 && second > 0 && byteCount(of: result) == first + second
    }
}
