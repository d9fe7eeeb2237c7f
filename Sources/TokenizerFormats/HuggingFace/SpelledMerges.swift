internal import BytePairEncoding
internal import JSONBytes

/// The merges of a file, resolved to entries of its vocabulary.
struct SpelledMerges: Sendable {
    /// A merge by the entries of the two sides and of the result.
    struct Rule: Sendable {
        var left: Int
        var right: Int
        var result: Int
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
            let isPair = try reader.peek() == .array
            guard let cut = isPair ? try Self.readPair(&reader, &joined) : try Self.readLine(&reader, &joined) else {
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
