internal import BytePairEncoding
internal import JSONBytes

/// The merges of a file, resolved to entries of its vocabulary.
struct SpelledMerges: Sendable {
    /// A merge by the entries of the two sides and of the result.
    struct Rule: Sendable, BitwiseCopyable {
        private let entries: (left: UInt32, right: UInt32, result: UInt32)

        init(left: Int, right: Int, result: Int) {
            entries = (
                UInt32(truncatingIfNeeded: left), UInt32(truncatingIfNeeded: right), UInt32(truncatingIfNeeded: result)
            )
        }

        var left: Int { Int(entries.left) }
        var right: Int { Int(entries.right) }
        var result: Int { Int(entries.result) }
    }

    /// In rank order.
    private(set) var rules: [Rule] = []

    /// A merge that does not fit the vocabulary.
    struct Problem: Error {
        var rank: Int
        var reason: String
    }

    init() {}

    /// Adds a merge, given both sides joined.
    ///
    /// - Parameters:
    ///   - cut: where in `joined` the right side begins.
    ///   - prefixCount: how many bytes of the right side do not go into the result (a continuing-subword prefix).
    mutating func append(
        _ joined: [UInt8], cut: Int, prefixCount: Int = 0, in vocabulary: SpelledVocabulary
    ) throws(Problem) {
        let span = joined.span
        guard let left = vocabulary.find(span.extracting(0..<cut)) else {
            throw missing(joined[..<cut], "its left side")
        }
        guard let right = vocabulary.find(span.extracting(cut..<joined.count)) else {
            throw missing(joined[cut...], "its right side")
        }
        if prefixCount == 0 {
            guard let result = vocabulary.find(span) else { throw missing(joined[...], "what it makes") }
            rules.append(Rule(left: left, right: right, result: result))
        } else {
            let made = Array(joined[..<cut] + joined[cut...].dropFirst(prefixCount))
            guard let result = vocabulary.find(made.span) else { throw missing(made[...], "what it makes") }
            rules.append(Rule(left: left, right: right, result: result))
        }
    }

    private func missing(_ spelling: ArraySlice<UInt8>, _ role: String) -> Problem {
        let text = String(decoding: spelling, as: UTF8.self)
        return Problem(rank: rules.count, reason: "\(role), \"\(text)\", is not in the vocabulary")
    }

    /// The place of the one space of a merge written as `left right`; nil where there is none or a second one.
    static func cut(of line: Span<UInt8>) -> Int? {
        var cut: Int?
        for index in line.indices where line[index] == 0x20 {
            if cut != nil { return nil }
            cut = index
        }
        return cut
    }
}

extension SpelledMerges {
    /// Reads the array of merges where each is of two tokens of the vocabulary that make a third.
    ///
    /// - Parameter bytes: those of the reader.
    /// - Returns: nil where one is not, or the array is not well-formed; the reader stays where it was, and `read` tells
    ///   what is wrong.
    init?(fitting reader: inout JSONReader, _ bytes: [UInt8], _ vocabulary: SpelledVocabulary) {
        var ahead = reader
        guard vocabulary.count > 0, (try? ahead.beginArray()) != nil else { return nil }
        rules.reserveCapacity(vocabulary.count)
        // The first steps of many searches at once: what they read comes from far away.
        let step = 32
        var pairs: [PlainPair] = []
        pairs.reserveCapacity(step)
        var joined: [UInt8] = []
        while true {
            pairs.removeAll(keepingCapacity: true)
            while pairs.count < step, let pair = Self.plainPair(&ahead, bytes, vocabulary) { pairs.append(pair) }
            guard appendAll(pairs, bytes, vocabulary) else { return nil }
            if pairs.count == step { continue }
            // The end, or one with escapes.
            guard let hasMore = try? ahead.nextElement() else { return nil }
            if !hasMore { break }
            joined.removeAll(keepingCapacity: true)
            guard let cut = try? Self.readElement(&ahead, &joined),
                (try? append(joined, cut: cut, in: vocabulary)) != nil
            else { return nil }
        }
        reader = ahead
    }

    /// Adds merges by what their searches find.
    ///
    /// - Returns: false where one does not fit.
    private mutating func appendAll(_ pairs: [PlainPair], _ bytes: [UInt8], _ vocabulary: SpelledVocabulary) -> Bool {
        var result = rules.last?.result ?? -1
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            for pair in pairs {
                let left = unsafe UnsafeBufferPointer(rebasing: bytes[pair.left])
                let right = unsafe UnsafeBufferPointer(rebasing: bytes[pair.right])
                guard let leftEntry = unsafe vocabulary.find(left, pair.leftSearch),
                    let rightEntry = unsafe vocabulary.find(right, pair.rightSearch)
                else { return false }
                // Most vocabularies list what merges make in the order of the merges.
                result += 1
                let isNext =
                    unsafe result < vocabulary.count && vocabulary.isEntry(result, left, right)
                    && vocabulary.isCurrent(result)
                if !isNext {
                    let joined = unsafe Array(left) + Array(right)
                    guard let found = vocabulary.find(joined.span) else { return false }
                    result = found
                }
                rules.append(Rule(left: leftEntry, right: rightEntry, result: result))
            }
            return true
        }
    }

    /// A merge as the file has it.
    private struct PlainPair {
        var left: Range<Int>
        var right: Range<Int>
        var leftSearch: SpelledVocabulary.Search
        var rightSearch: SpelledVocabulary.Search
    }

    /// The next merge, if it is plain.
    @inline(__always)
    private static func plainPair(
        _ reader: inout JSONReader, _ bytes: [UInt8], _ vocabulary: SpelledVocabulary
    ) -> PlainPair? {
        guard let (left, right) = plainSides(&reader, bytes) else { return nil }
        // Enough bytes stand behind both.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe PlainPair(
                left: left, right: right, leftSearch: vocabulary.search(UnsafeBufferPointer(rebasing: bytes[left])),
                rightSearch: vocabulary.search(UnsafeBufferPointer(rebasing: bytes[right])))
        }
    }

    @inline(__always)
    private static func plainSides(
        _ reader: inout JSONReader, _ bytes: [UInt8]
    ) -> (left: Range<Int>, right: Range<Int>)? {
        if let pair = reader.takeStringPair() { return pair }
        let before = reader
        guard let line = reader.takePlainString(), let cut = cut(of: bytes.span.extracting(line)) else {
            // What is no merge of this form must be read again by whoever tells what is wrong with it.
            reader = before
            return nil
        }
        return (line.lowerBound..<line.lowerBound + cut, line.lowerBound + cut + 1..<line.upperBound)
    }

    /// Reads the array of merges, in the string form (`"a b"`) or the pair form (`["a", "b"]`).
    ///
    /// - Returns: the first merge that does not fit the vocabulary; nothing behind it is read.
    mutating func read(
        _ reader: inout JSONReader, prefixCount: Int, vocabulary: SpelledVocabulary
    ) throws(JSONError) -> Problem? {
        var joined: [UInt8] = []
        try reader.beginArray()
        while try reader.nextElement() {
            joined.removeAll(keepingCapacity: true)
            guard let cut = try Self.readElement(&reader, &joined) else {
                return Problem(rank: rules.count, reason: "it is not two tokens")
            }
            do throws(Problem) {
                try append(joined, cut: cut, prefixCount: prefixCount, in: vocabulary)
            } catch {
                return error
            }
        }
        return nil
    }

    /// Reads a merge in either form, joined; returns where the second token begins, or nil where there are not two.
    private static func readElement(_ reader: inout JSONReader, _ joined: inout [UInt8]) throws(JSONError) -> Int? {
        try reader.peek() == .array ? readPair(&reader, &joined) : readLine(&reader, &joined)
    }

    /// Reads `["a", "b"]`, joined; returns where the second begins, or nil where there are not two.
    private static func readPair(_ reader: inout JSONReader, _ joined: inout [UInt8]) throws(JSONError) -> Int? {
        try reader.beginArray()
        guard try reader.nextElement() else { return nil }
        try reader.appendString(to: &joined)
        let cut = joined.count
        guard try reader.nextElement() else { return nil }
        try reader.appendString(to: &joined)
        return try reader.nextElement() ? nil : cut
    }

    /// Reads `"a b"` without the space; returns where the second token begins, or nil where there is not one space.
    private static func readLine(_ reader: inout JSONReader, _ joined: inout [UInt8]) throws(JSONError) -> Int? {
        try reader.appendString(to: &joined)
        guard let cut = Self.cut(of: joined.span) else { return nil }
        joined.remove(at: cut)
        return cut
    }
}
