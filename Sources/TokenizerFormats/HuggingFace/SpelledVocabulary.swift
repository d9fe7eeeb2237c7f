internal import BytePairEncoding
internal import JSONBytes

/// The tokens of a file as the file spells them, with their ids.
///
/// A vocabulary of 200,000 tokens is read in some ten milliseconds only if nothing is allocated for a single token:
/// all spellings lie in one array, and the table that finds them holds 32-bit indices. Keys are bytes, never `String`.
struct SpelledVocabulary: Sendable {
    /// All spellings, one after the other in file order.
    private(set) var text: [UInt8] = []
    private var offsets: [Int] = [0]
    /// The id of each entry.
    private(set) var ids: [UInt32] = []
    private var slots: [UInt32] = []
    private static let vacant = UInt32.max

    init() {}

    /// Reads the object `{"token": id, …}`.
    ///
    /// Of entries with the same spelling the last one counts, as in the reference; it takes the place of the first.
    init(_ reader: inout JSONReader) throws(JSONError) {
        try reader.beginObject()
        while try reader.nextKey(appendingTo: &text) {
            offsets.append(text.count)
            let offset = reader.offset
            let id = try reader.readInt()
            guard id >= 0, id < Int(UInt32.max) else {
                throw JSONError(problem: .numberOutOfRange, offset: offset, line: 1)
            }
            ids.append(UInt32(id))
        }
        makeIndex()
    }

    /// The number of entries.
    var count: Int { ids.count }

    /// The number of bytes of the longest spelling.
    ///
    /// - Complexity: O(*n*) in the number of entries.
    var longestSpelling: Int { zip(offsets, offsets.dropFirst()).reduce(0) { max($0, $1.1 - $1.0) } }

    /// Where in `text` an entry's spelling is.
    func range(of entry: Int) -> Range<Int> {
        offsets[entry]..<offsets[entry + 1]
    }

    /// Adds an entry; `makeIndex` must be called before anything is looked up.
    mutating func append(_ spelling: some Sequence<UInt8>, id: UInt32) {
        text.append(contentsOf: spelling)
        offsets.append(text.count)
        ids.append(id)
    }

    /// Builds the table for `find`.
    ///
    /// - Parameter keepsFirst: whether the first of several entries with one spelling counts, and not the last.
    /// - Complexity: O(*n*) expected in the number of bytes.
    mutating func makeIndex(keepsFirst: Bool = false) {
        var bits = 4
        while 1 << bits < count * 2 {
            bits += 1
        }
        slots = Array(repeating: Self.vacant, count: 1 << bits)
        for entry in 0..<count {
            let slot = slot(of: text.span.extracting(range(of: entry)))
            if slots[slot] == Self.vacant {
                slots[slot] = UInt32(entry)
            } else if !keepsFirst {
                ids[Int(slots[slot])] = ids[entry]
            }
        }
    }

    /// Whether this entry is the one that counts among those with its spelling.
    func isCurrent(_ entry: Int) -> Bool {
        slots[slot(of: text.span.extracting(range(of: entry)))] == UInt32(entry)
    }

    /// The entry with exactly this spelling.
    func find(_ spelling: Span<UInt8>) -> Int? {
        let found = slots[slot(of: spelling)]
        return found == Self.vacant ? nil : Int(found)
    }

    /// The id of the token with exactly this spelling.
    func id(of spelling: [UInt8]) -> UInt32? {
        find(spelling.span).map { ids[$0] }
    }

    /// Where a spelling is or would be.
    @inline(__always)
    private func slot(of spelling: Span<UInt8>) -> Int {
        var slot = Int(truncatingIfNeeded: ByteHash.hash(spelling)) & (slots.count &- 1)
        while slots[slot] != Self.vacant {
            if ByteHash.equal(text.span.extracting(range(of: Int(slots[slot]))), spelling) { return slot }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return slot
    }
}
