import BytePairEncoding

/// One thread's counts while they grow: made for adding, not for looking at.
///
/// Nine pieces out of ten have at most 15 bytes. Those lie in the table itself, so counting one touches one cache line;
/// longer ones go to a `PieceCounts`.
struct PieceTally: ~Copyable {
    /// A short piece: its bytes, its length in the top byte, and its count; a count of 0 says that the slot is vacant.
    struct Slot: BitwiseCopyable {
        var low: UInt64
        var high: UInt64
        var count: Int
    }

    private var slots: Memory<Slot>
    private var used = 0
    private var mask: Int
    private var long = PieceCounts()
    /// Of the short pieces; the sum is checked so that no single count needs to be.
    private var total = 0
    private static let longest = 15

    init() {
        slots = Memory(repeating: Slot(low: 0, high: 0, count: 0), count: 1 << 14)
        mask = (1 << 14) - 1
    }

    /// The number of distinct pieces.
    var count: Int { used + long.count }

    /// Roughly the memory that counting a little more, or writing a run, may need, in bytes.
    var neededByteCount: Int {
        // A table grows to twice its size beside the old one.
        let isNearlyFull = used &* 5 > slots.count &* 3
        return slots.count * (isNearlyFull ? 72 : 24) + long.neededByteCount
    }

    /// Counts a piece of a text.
    @inline(__always)
    mutating func add(_ text: Span<UInt8>, _ start: Int, _ end: Int, count: Int) throws(TrainingError) {
        let length = end &- start
        guard length <= Self.longest else {
            try long.add(text.extracting(start..<end), count: count)
            return
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        if start &+ 16 <= text.count {
            // Both words lie within the text.
            unsafe low = text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
            unsafe high = text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ 8, as: UInt64.self)
            if length < 8 {
                low &= (1 << UInt64(truncatingIfNeeded: length &* 8)) &- 1
                high = 0
            } else {
                high &= (1 << UInt64(truncatingIfNeeded: (length &- 8) &* 8)) &- 1
            }
        } else {
            for index in 0..<length {
                let byte = UInt64(text[start &+ index]) << UInt64((index & 7) &* 8)
                if index < 8 { low |= byte } else { high |= byte }
            }
        }
        try add(low, high | UInt64(truncatingIfNeeded: length) << 56, count)
    }

    /// Adds all of another thread's counts.
    mutating func add(_ other: borrowing PieceTally) throws(TrainingError) {
        for index in 0..<other.slots.count where other.slots[index].count > 0 {
            let slot = other.slots[index]
            try add(slot.low, slot.high, slot.count)
        }
        try long.add(other.long)
    }

    /// The counts in their final form; this value is empty afterwards.
    mutating func take() throws(TrainingError) -> PieceCounts {
        var old = PieceTally()
        swap(&old, &self)
        var counts = old.long
        old.long = PieceCounts()
        for index in 0..<old.slots.count where old.slots[index].count > 0 {
            let slot = old.slots[index]
            let bytes = Self.bytes(slot)
            try counts.append(bytes.span, count: slot.count)
        }
        return counts
    }

    /// Writes the counts as a run and goes on empty, in the same memory.
    ///
    /// The short pieces are sorted where they lie; the long ones are merged in from an order beside them.
    mutating func write(to writer: inout RunWriter) throws(TrainingError) {
        let capacity = slots.count
        var kept = 0
        for index in 0..<capacity where slots[index].count > 0 {
            slots[kept] = slots[index]
            kept += 1
        }
        slots.removeLast(capacity - kept)
        slots.sort { one, other in
            let (left, right) = (one.low.byteSwapped, other.low.byteSwapped)
            return left != right ? left < right : one.high.byteSwapped < other.high.byteSwapped
        }
        var next = 0
        var bytes: [UInt8] = kept > 0 ? Self.bytes(slots[0]) : []
        for index in long.sortedIndices() {
            let piece = long.bytes.span.extracting(long.range(at: index))
            while next < kept, PieceOrder.precedes(bytes.span, piece) {
                try writer.append(bytes.span, count: slots[next].count)
                next += 1
                if next < kept { bytes = Self.bytes(slots[next]) }
            }
            try writer.append(piece, count: long.count(at: index))
        }
        while next < kept {
            try writer.append(bytes.span, count: slots[next].count)
            next += 1
            if next < kept { bytes = Self.bytes(slots[next]) }
        }
        long = PieceCounts()
        slots.removeAll()
        slots.append(repeating: Slot(low: 0, high: 0, count: 0), count: capacity)
        used = 0
        total = 0
    }

    @inline(__always)
    private mutating func add(_ low: UInt64, _ high: UInt64, _ count: Int) throws(TrainingError) {
        try PieceCounts.increase(&total, by: count)
        var index = Self.hash(low, high) & mask
        while slots[index].count != 0 {
            if slots[index].low == low, slots[index].high == high {
                slots[index].count &+= count
                return
            }
            index = (index &+ 1) & mask
        }
        slots[index] = Slot(low: low, high: high, count: count)
        used &+= 1
        if used &* 3 > slots.count &* 2 { grow() }
    }

    @inline(__always)
    private static func hash(_ low: UInt64, _ high: UInt64) -> Int {
        Int(truncatingIfNeeded: ByteHash.fold((low ^ 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93 ^ high))
    }

    private static func bytes(_ slot: Slot) -> [UInt8] {
        let length = Int(slot.high >> 56)
        return (0..<length).map { index in
            UInt8(truncatingIfNeeded: (index < 8 ? slot.low : slot.high) >> UInt64((index & 7) * 8))
        }
    }

    private mutating func grow() {
        var old = Memory<Slot>(repeating: Slot(low: 0, high: 0, count: 0), count: slots.count * 2)
        swap(&old, &slots)
        mask = slots.count - 1
        for index in 0..<old.count where old[index].count != 0 {
            let slot = old[index]
            var place = Self.hash(slot.low, slot.high) & mask
            while slots[place].count != 0 {
                place = (place &+ 1) & mask
            }
            slots[place] = slot
        }
    }
}
