internal import BytePairEncoding
internal import JSONBytes

/// The tokens of a file as the file spells them, with their ids.
///
/// A vocabulary of 200,000 tokens is read in some ten milliseconds only if nothing is allocated for a single token:
/// all spellings lie in one array, and the table that finds them holds halves of hashes and 32-bit indices. Keys are
/// bytes, never `String`.
struct SpelledVocabulary: Sendable {
    /// All spellings, one after the other in file order; zeros may follow.
    private(set) var text: [UInt8] = []
    private var offsets: [Int] = [0]
    /// The id of each entry.
    private(set) var ids: [UInt32] = []
    /// Half a hash and the entry.
    private var slots: [UInt64] = []
    private static let vacant = UInt64.max
    /// The entries that have the same spelling as an earlier one.
    private var repeats: Set<Int> = []
    /// Whether eight zeros stand behind the last spelling, so that eight bytes can be read wherever one begins.
    private var isPadded = false
    static let padding = 8

    init() {}

    /// Reads the object `{"token": id, …}`.
    ///
    /// Of entries with the same spelling the last one counts, as in the reference; it takes the place of the first.
    init(_ reader: inout JSONReader) throws(JSONError) {
        try reader.beginObject()
        // What a published file needs; memory that is not used in the end is never touched.
        text.reserveCapacity(reader.remainingCount / 5)
        offsets.reserveCapacity(reader.remainingCount / 40)
        ids.reserveCapacity(reader.remainingCount / 40)
        while true {
            reader.takeIntegerMembers(keys: &text, ends: &offsets, values: &ids)
            guard try reader.nextKey(appendingTo: &text) else { break }
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
        if isPadded { text.removeLast(Self.padding) }
        isPadded = false
        text.append(contentsOf: spelling)
        offsets.append(text.count)
        ids.append(id)
    }

    /// Builds the table for `find`.
    ///
    /// - Parameter keepsFirst: whether the first of several entries with one spelling counts, and not the last.
    /// - Complexity: O(*n*) expected in the number of bytes.
    mutating func makeIndex(keepsFirst: Bool = false) {
        if !isPadded { text.append(contentsOf: repeatElement(0, count: Self.padding)) }
        isPadded = true
        repeats = []
        var bits = 4
        // At most three quarters full.
        while 3 << bits < count * 4 {
            bits += 1
        }
        var slots = [UInt64](repeating: Self.vacant, count: 1 << bits)
        let (text, offsets, count) = (text, offsets, count)
        var ids = self.ids
        self.ids = []
        let mask = slots.count - 1
        unsafe text.withUnsafeBufferPointer { text in
            guard let text = text.baseAddress else { return }
            // The hashes of many entries first, and then their places: what is there comes from far away, and the machine
            // waits for several at once if nothing between depends on them.
            let step = 32
            var places = slots.mutableSpan
            var hashes = [(hash: UInt64, entry: UInt64)](repeating: (0, 0), count: step)
            for first in stride(from: 0, to: count, by: step) {
                let batch = min(step, count - first)
                for index in 0..<batch {
                    let start = offsets[first + index]
                    let hash = unsafe ByteHash.hashPadded(text + start, offsets[first + index + 1] - start)
                    hashes[index] = (hash, places[Int(truncatingIfNeeded: hash) & mask])
                }
                for index in 0..<batch {
                    let entry = first + index
                    let (hash, seen) = hashes[index]
                    let start = offsets[entry]
                    let length = offsets[entry + 1] - start
                    var slot = Int(truncatingIfNeeded: hash) & mask
                    // A slot that was vacant before may have been taken by another one of the batch.
                    var found = seen == Self.vacant ? places[slot] : seen
                    while found != Self.vacant {
                        if found >> 32 == hash >> 32 {
                            let other = Int(truncatingIfNeeded: found & 0xFFFF_FFFF)
                            let place = offsets[other]
                            if offsets[other + 1] - place == length,
                                unsafe ByteHash.equalPadded(text + place, text + start, length)
                            {
                                break
                            }
                        }
                        slot = (slot &+ 1) & mask
                        found = places[slot]
                    }
                    if found == Self.vacant {
                        places[slot] = (hash >> 32) << 32 | UInt64(entry)
                    } else {
                        repeats.insert(entry)
                        if !keepsFirst { ids[Int(truncatingIfNeeded: found & 0xFFFF_FFFF)] = ids[entry] }
                    }
                }
            }
        }
        self.ids = ids
        self.slots = slots
    }

    /// Whether this entry is the one that counts among those with its spelling.
    func isCurrent(_ entry: Int) -> Bool {
        repeats.isEmpty || !repeats.contains(entry)
    }

    /// The number of different spellings.
    var currentCount: Int { count - repeats.count }

    /// The entry with exactly this spelling.
    func find(_ spelling: Span<UInt8>) -> Int? {
        let hash = ByteHash.hash(spelling)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != Self.vacant {
            if slots[slot] >> 32 == hash >> 32 {
                let entry = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF)
                if ByteHash.equal(text.span.extracting(range(of: entry)), spelling) { return entry }
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    /// The id of the token with exactly this spelling.
    func id(of spelling: [UInt8]) -> UInt32? {
        find(spelling.span).map { ids[$0] }
    }

    // MARK: Spellings where they lie

    /// The first step of `find`, which can be made for many spellings at once.
    struct Search {
        fileprivate var hash: UInt64
        fileprivate var entry: UInt64
    }

    /// - Safety: eight bytes behind the spelling must be there to be read.
    @unsafe @inline(__always)
    func search(_ spelling: UnsafeBufferPointer<UInt8>) -> Search {
        guard let start = spelling.baseAddress else { return Search(hash: 0, entry: Self.vacant) }
        let hash = unsafe ByteHash.hashPadded(start, spelling.count)
        return Search(hash: hash, entry: slots[Int(truncatingIfNeeded: hash) & (slots.count &- 1)])
    }

    /// The entry with the spelling for which a search was begun.
    ///
    /// - Safety: as for `search`.
    @unsafe @inline(__always)
    func find(_ spelling: UnsafeBufferPointer<UInt8>, _ search: Search) -> Int? {
        var slot = Int(truncatingIfNeeded: search.hash) & (slots.count &- 1)
        var found = search.entry
        while found != Self.vacant {
            if found >> 32 == search.hash >> 32 {
                let entry = Int(truncatingIfNeeded: found & 0xFFFF_FFFF)
                if unsafe isEntry(entry, at: 0, spelling), offsets[entry + 1] - offsets[entry] == spelling.count {
                    return entry
                }
            }
            slot = (slot &+ 1) & (slots.count &- 1)
            found = slots[slot]
        }
        return nil
    }

    /// Whether an entry is exactly two spellings joined.
    ///
    /// - Safety: as for `search`.
    @unsafe @inline(__always)
    func isEntry(_ entry: Int, _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard offsets[entry + 1] - offsets[entry] == left.count + right.count else { return false }
        return unsafe isEntry(entry, at: 0, left) && isEntry(entry, at: left.count, right)
    }

    /// Whether an entry has a spelling in it.
    ///
    /// - Safety: as for `search`.
    @unsafe @inline(__always)
    private func isEntry(_ entry: Int, at offset: Int, _ spelling: UnsafeBufferPointer<UInt8>) -> Bool {
        let place = offsets[entry] + offset
        guard let start = spelling.baseAddress, offset + spelling.count <= offsets[entry + 1] - offsets[entry]
        else { return false }
        return unsafe text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return false }
            return unsafe ByteHash.equalPadded(base + place, start, spelling.count)
        }
    }
}
