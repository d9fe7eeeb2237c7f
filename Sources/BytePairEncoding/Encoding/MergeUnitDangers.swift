internal import CSplit

/// The merges across a unit's borders that can come before the unit is complete.
///
/// A merge is dangerous to a unit if it joins the first or the last token of one of the unit's states to a token
/// outside, and its rank is not above every rank that the unit's own merges use. In a text it can strike only where
/// the outer token's bytes stand beside the unit. Of Qwen's 22,344 units some hundred have such neighbours: 합 behind a
/// space, for one, since 합니다's merge comes before that of the space and 합.
@safe
final class MergeUnitDangers: @unchecked Sendable {
    // Never changed once it is made: that is why it may be shared. Pointers, since arrays of arrays cost a retain and a
    // release for each that is looked at.

    private let neighbours: UnsafeMutablePointer<csplit_neighbour>
    private let bytes: UnsafeMutablePointer<UInt8>
    /// Where each unit's neighbours start; one more at the end.
    private let starts: UnsafeMutablePointer<Int32>
    private let unitCount: Int

    /// More dangers, or bytes of them, are not listed: no vocabulary that was trained has a third of that, and a file that
    /// was made to have more must not take the memory.
    private static let most = 1 << 22
    private static let mostBytes = 1 << 26

    /// The dangers of no unit at all.
    init(none unitCount: Int) {
        self.unitCount = unitCount
        unsafe starts = .allocate(capacity: unitCount + 1)
        unsafe starts.initialize(repeating: 0, count: unitCount + 1)
        unsafe neighbours = .allocate(capacity: 0)
        unsafe bytes = .allocate(capacity: 0)
    }

    /// The dangers of all units; nil if there are too many.
    init?(_ runs: [MergeUnitRun], _ vocabulary: Vocabulary) {
        var found: [(unit: Int32, token: TokenID, isBehind: Bool)] = []
        let lasts = UnitsByToken(runs, vocabulary.tokens.count, \.lasts)
        let firsts = UnitsByToken(runs, vocabulary.tokens.count, \.firsts)
        let tokens = vocabulary.tokens
        let highestRanks = runs.map(\.highestRank)
        for (index, merge) in vocabulary.merges.enumerated() {
            // Nearly all merges concern no unit, and whether one does is told by a few kilobytes.
            guard lasts.has(merge.left) || firsts.has(merge.right) else { continue }
            let rank = vocabulary.order == .listed ? Rank(truncatingIfNeeded: index) : merge.result.rawValue
            for place in lasts.range(of: merge.left) {
                let unit = lasts.list[place]
                // Behind a unit stands a unit: no token that begins with a continuation byte is there.
                if rank <= highestRanks[Int(unit)], tokens.firstByte(of: merge.right) & 0xC0 != 0x80 {
                    found.append((unit, merge.right, true))
                }
            }
            for place in firsts.range(of: merge.right) {
                let unit = firsts.list[place]
                // Before a character stands ASCII or the last byte of another, before a unit with a space only the latter.
                let last = tokens.lastByte(of: merge.left)
                if rank <= highestRanks[Int(unit)], last < 0xC0,
                    last >= 0x80 || !MergeUnits.hasSpace(Int(unit))
                {
                    found.append((unit, merge.left, false))
                }
            }
            if found.count > Self.most { return nil }
        }
        let bytesFound = found.reduce(0) { $0 + tokens.byteCount(of: $1.token) }
        if bytesFound > Self.mostBytes { return nil }
        unitCount = runs.count
        unsafe starts = .allocate(capacity: unitCount + 1)
        unsafe starts.initialize(repeating: 0, count: unitCount + 1)
        for danger in found {
            unsafe starts[Int(danger.unit) + 1] += 1
        }
        for unit in 0..<unitCount {
            unsafe starts[unit + 1] += starts[unit]
        }
        unsafe neighbours = .allocate(capacity: found.count)
        unsafe bytes = .allocate(capacity: bytesFound)
        var next = (0..<unitCount).map { unsafe starts[$0] }
        var byteCount = 0
        for danger in found {
            let token = tokens[danger.token]
            let place = Int(next[Int(danger.unit)])
            next[Int(danger.unit)] += 1
            // A token of 32,767 bytes or more counts as standing everywhere where those next to the unit do.
            let length = Int16(clamping: token.count)
            let skipped = danger.isBehind ? 0 : token.count - Int(length)
            unsafe neighbours[place] = csplit_neighbour(
                start: Int32(byteCount + skipped), length: length, head: token[token.startIndex + skipped],
                is_behind: danger.isBehind ? 1 : 0)
            for byte in token {
                unsafe bytes[byteCount] = byte
                byteCount += 1
            }
        }
    }

    /// The neighbours of a file: 8 bytes each, the start and the length of the bytes, the first byte, the side.
    init(_ image: VocabularyImage, unitCount: Int) throws(VocabularyImage.Problem) {
        let starts = try image.array(.dangerStarts, of: Int32.self)
        let records = try image.array(.dangers, of: UInt64.self)
        let bytes = try image.array(.dangerBytes, of: UInt8.self)
        guard starts.count == unitCount + 1, starts[0] == 0, starts[unitCount] == records.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw VocabularyImage.Problem(.dangerStarts, "the starts do not rise from 0 to the end") }
        var list: [csplit_neighbour] = []
        list.reserveCapacity(records.count)
        for record in records {
            let start = Int32(truncatingIfNeeded: record)
            let length = Int16(truncatingIfNeeded: record >> 32)
            guard start >= 0, length > 0, Int(start) + Int(length) <= bytes.count else {
                throw VocabularyImage.Problem(.dangers, "a neighbour's bytes are not there")
            }
            list.append(
                csplit_neighbour(
                    start: start, length: length, head: UInt8(truncatingIfNeeded: record >> 48),
                    is_behind: record >> 56 != 0 ? 1 : 0))
        }
        self.unitCount = unitCount
        unsafe self.starts = .allocate(capacity: starts.count)
        unsafe self.starts.initialize(from: starts, count: starts.count)
        unsafe neighbours = .allocate(capacity: list.count)
        unsafe neighbours.initialize(from: list, count: list.count)
        unsafe self.bytes = .allocate(capacity: bytes.count)
        unsafe self.bytes.initialize(from: bytes, count: bytes.count)
    }

    /// The tables as a file holds them.
    func imageParts() -> [(part: VocabularyImage.Part, bytes: [UInt8])] {
        let count = unsafe Int(starts[unitCount])
        var byteCount = 0
        let records = (0..<count).map { index in
            let neighbour = unsafe neighbours[index]
            byteCount = max(byteCount, Int(neighbour.start) + Int(neighbour.length))
            return UInt64(UInt32(bitPattern: neighbour.start)) | UInt64(UInt16(bitPattern: neighbour.length)) << 32
                | UInt64(neighbour.head) << 48 | UInt64(neighbour.is_behind) << 56
        }
        return unsafe [
            (.dangerStarts, Vocabulary.bytes(of: UnsafeBufferPointer(start: starts, count: unitCount + 1))),
            (.dangers, Vocabulary.bytes(of: records)),
            (.dangerBytes, Array(UnsafeBufferPointer(start: bytes, count: byteCount))),
        ]
    }

    deinit {
        unsafe neighbours.deallocate()
        unsafe bytes.deallocate()
        unsafe starts.deallocate()
    }

    /// The neighbours as the units' table holds them.
    func view(_ entries: UnsafePointer<csplit_unit>, ideographs: Int) -> csplit_units {
        unsafe csplit_units(
            entries: entries, starts: starts, neighbours: neighbours, bytes: bytes, ideographs: UInt32(ideographs))
    }

    /// What kind of dangers a unit has.
    func kind(of unit: Int) -> csplit_dangers {
        guard has(unit) else { return csplit_no_danger }
        for index in unsafe starts[unit]..<starts[unit + 1] {
            let neighbour = unsafe neighbours[Int(index)]
            guard neighbour.is_behind == 0, neighbour.length == 1, neighbour.head == 0x20 else {
                return csplit_listed_dangers
            }
        }
        return csplit_space_danger
    }

    /// The bits by which nearly every place beside a unit is known to be safe: behind it, and before it.
    func filters(of unit: Int) -> (behind: UInt64, before: UInt64) {
        var filters: (behind: UInt64, before: UInt64) = (0, 0)
        for index in unsafe starts[unit]..<starts[unit + 1] {
            let neighbour = unsafe neighbours[Int(index)]
            let token = unsafe bytes + Int(neighbour.start)
            if neighbour.is_behind == 0 {
                unsafe filters.before |= 1 << UInt64(csplit_before(token[Int(neighbour.length) - 1]))
            } else if neighbour.length > 1 {
                unsafe filters.behind |= 1 << UInt64(csplit_behind(token[0], token[1]))
            } else {
                // Whatever comes next.
                for second: UInt8 in stride(from: 0, to: 64, by: 8) {
                    unsafe filters.behind |= 1 << UInt64(csplit_behind(token[0], second))
                }
            }
        }
        return filters
    }

    func has(_ unit: Int) -> Bool {
        unsafe starts[unit] < starts[unit + 1]
    }
}

extension TokenTable {
    fileprivate func firstByte(of id: TokenID) -> UInt8 { bytes[range(of: id).lowerBound] }
    fileprivate func lastByte(of id: TokenID) -> UInt8 { bytes[range(of: id).upperBound - 1] }
}

/// From a token to the units in whose runs it appears at an end, as one array with an array of starts.
private struct UnitsByToken {
    private var starts: [Int32]
    private(set) var list: [Int32]
    /// A bit for each token that has any.
    private var bits: [UInt64]

    init(_ runs: [MergeUnitRun], _ tokenCount: Int, _ ends: (MergeUnitRun) -> SIMD4<UInt32>) {
        starts = [Int32](repeating: 0, count: tokenCount + 1)
        bits = [UInt64](repeating: 0, count: tokenCount / 64 + 1)
        // A unit in which nothing merges is complete from the start.
        for run in runs where !run.isTrivial {
            let tokens = ends(run)
            for state in 0..<run.stateCount {
                let token = Int(tokens[state])
                starts[token + 1] += 1
                bits[token >> 6] |= 1 << UInt64(token & 63)
            }
        }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        list = [Int32](repeating: 0, count: Int(starts[tokenCount]))
        for (unit, run) in runs.enumerated() where !run.isTrivial {
            let tokens = ends(run)
            for state in 0..<run.stateCount {
                list[Int(next[Int(tokens[state])])] = Int32(unit)
                next[Int(tokens[state])] += 1
            }
        }
    }

    func has(_ token: TokenID) -> Bool {
        bits[token.index >> 6] >> UInt64(token.index & 63) & 1 != 0
    }

    /// Where in `list` a token's units are.
    func range(of token: TokenID) -> Range<Int> {
        Int(starts[token.index])..<Int(starts[token.index + 1])
    }
}
