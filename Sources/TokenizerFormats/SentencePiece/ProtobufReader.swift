/// Reads the fields of a protocol-buffers message: just what SentencePiece's models need.
///
/// A message is a list of fields, each with a number and a wire type; fields that are not asked for are skipped.
struct ProtobufReader: Sendable {
    /// A field's value as it lies in the bytes.
    enum Value: Sendable {
        /// Integers, booleans and enumerations.
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// Strings, bytes and messages: where they are.
        case bytes(Range<Int>)
    }

    struct Field: Sendable {
        var number: Int
        var value: Value
    }

    /// Bytes that are no message, and where.
    struct Problem: Error, Sendable {
        var offset: Int
        var reason: String
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next field, or nil at the end of the message.
    mutating func next() throws(Problem) -> Field? {
        guard position < end else { return nil }
        let start = position
        let key = try varint()
        let number = Int(truncatingIfNeeded: key >> 3)
        guard number > 0 else { throw Problem(offset: start, reason: "a field has the number 0") }
        switch key & 7 {
        case 0: return Field(number: number, value: .varint(try varint()))
        case 1: return Field(number: number, value: .fixed64(try fixed(8)))
        case 5: return Field(number: number, value: .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
        case 2:
            let count = try varint()
            guard count <= UInt64(end - position) else {
                throw Problem(offset: start, reason: "a field runs past the end")
            }
            let range = position..<position + Int(count)
            position = range.upperBound
            return Field(number: number, value: .bytes(range))
        default: throw Problem(offset: start, reason: "a field has the wire type \(key & 7)")
        }
    }

    private mutating func varint() throws(Problem) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        throw Problem(offset: position, reason: "a number has no end")
    }

    private mutating func fixed(_ count: Int) throws(Problem) -> UInt64 {
        guard end - position >= count else { throw Problem(offset: position, reason: "a number runs past the end") }
        defer { position += count }
        return (0..<count).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64(8 * $1) }
    }
}

extension ProtobufReader.Value {
    var bool: Bool {
        if case .varint(let value) = self { value != 0 } else { false }
    }

    var int: Int {
        if case .varint(let value) = self { Int(truncatingIfNeeded: Int64(bitPattern: value)) } else { 0 }
    }

    var float: Float {
        if case .fixed32(let bits) = self { Float(bitPattern: bits) } else { 0 }
    }

    var range: Range<Int> {
        if case .bytes(let range) = self { range } else { 0..<0 }
    }
}
