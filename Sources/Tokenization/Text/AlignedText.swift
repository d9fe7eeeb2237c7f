/// Text on its way through the general pipeline, with the place in the document that each byte came from.
///
/// Components insert, drop and replace characters; what they insert takes the place of what it stands beside. So every
/// token can say which bytes of the document it covers, whatever was done to them.
struct AlignedText: Sendable, Equatable {
    private(set) var bytes: [UInt8]
    /// For each byte, where the part of the document that it came from begins and ends.
    private var lowers: [Int]
    private var uppers: [Int]

    /// An empty text.
    init() {
        bytes = []
        lowers = []
        uppers = []
    }

    /// A part of a document as it stands.
    init(_ document: [UInt8], _ range: Range<Int>) {
        bytes = Array(document[range])
        lowers = Array(range)
        uppers = range.map { $0 + 1 }
    }

    var count: Int { bytes.count }
    var isEmpty: Bool { bytes.isEmpty }

    /// The part of the document that a range of this text came from.
    func origin(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else {
            let place = range.lowerBound < count ? lowers[range.lowerBound] : uppers.last ?? 0
            return place..<place
        }
        var lower = lowers[range.lowerBound]
        var upper = uppers[range.lowerBound]
        for index in range {
            lower = min(lower, lowers[index])
            upper = max(upper, uppers[index])
        }
        return lower..<upper
    }

    mutating func reserveCapacity(_ count: Int) {
        bytes.reserveCapacity(count)
        lowers.reserveCapacity(count)
        uppers.reserveCapacity(count)
    }

    /// Appends a part of another text, with its places.
    mutating func append(_ text: AlignedText, _ range: Range<Int>) {
        bytes.append(contentsOf: text.bytes[range])
        lowers.append(contentsOf: text.lowers[range])
        uppers.append(contentsOf: text.uppers[range])
    }

    /// Appends bytes that all come from one part of the document.
    mutating func append(_ new: some Sequence<UInt8>, from origin: Range<Int>) {
        for byte in new {
            bytes.append(byte)
            lowers.append(origin.lowerBound)
            uppers.append(origin.upperBound)
        }
    }

    /// A part of this text.
    func slice(_ range: Range<Int>) -> AlignedText {
        var slice = AlignedText()
        slice.append(self, range)
        return slice
    }

    /// This text behind bytes that were not in the document; they take the place of its first character.
    func prefixed(by new: [UInt8]) -> AlignedText {
        guard !isEmpty else { return self }
        var text = AlignedText()
        text.reserveCapacity(count + new.count)
        text.append(new, from: origin(of: 0..<Characters.decode(bytes.span, at: 0).length))
        text.append(self, 0..<count)
        return text
    }

    /// Calls a closure with every character and its range.
    func forEachCharacter(_ body: (UInt32, Range<Int>) -> Void) {
        var offset = 0
        while offset < count {
            let (value, length) = Characters.decode(bytes.span, at: offset)
            body(value, offset..<offset + length)
            offset += length
        }
    }
}
