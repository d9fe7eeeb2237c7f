/// The kind of the value that comes next.
public enum JSONKind: String, Sendable, Hashable {
    case object, array, string, number, bool, null
}

/// A pull reader: the caller asks for what it expects, and nothing is built that was not asked for.
///
/// Text stays bytes. Foundation keys objects by `String`, whose equality is canonical equivalence,
/// so a vocabulary with both NFC 한 and its jamo spelling would lose an entry; here a key is `[UInt8]`.
/// Members and elements come in file order, duplicates included.
///
/// ```swift
/// var reader = JSONReader(bytes)
/// var key: [UInt8] = []
/// try reader.beginObject()
/// while try reader.nextKey(into: &key) {
///     if key == Array("merges".utf8) {
///         try reader.beginArray()
///         while try reader.nextElement() { merges.append(try reader.readString()) }
///     } else {
///         try reader.skipValue()
///     }
/// }
/// try reader.finish()
/// ```
/// After ``beginObject()`` the caller alternates ``nextKey()`` and one value until `nextKey` reports the
/// end; after ``beginArray()`` it alternates ``nextElement()`` and one value.
///
/// The grammar is RFC 8259, strictly: no comments, no trailing commas, no `NaN`. After an error the
/// reader must not be used further.
public struct JSONReader: Sendable {
    /// The bytes that are read (shared with the caller's array, not copied).
    let bytes: [UInt8]
    /// The first position and the position after the last.
    let start: Int
    let end: Int
    /// Where the reader is.
    var position: Int
    /// Whether a container has just been opened, so that its first item needs no comma before it.
    var isFresh = false
    var depth = 0
    let maximumDepth: Int
    let keepsInvalidUTF8: Bool

    /// A reader of all of `bytes`.
    /// - Parameters:
    ///   - maximumDepth: containers nested deeper than this are an error, so that hostile input cannot
    ///     exhaust the stack; at most 2048.
    ///   - keepsInvalidUTF8: whether bytes inside strings that are not UTF-8 are kept as they are, in place
    ///     of an error.
    public init(_ bytes: [UInt8], maximumDepth: Int = 512, keepsInvalidUTF8: Bool = false) {
        self.init(bytes, in: 0..<bytes.count, maximumDepth: maximumDepth, keepsInvalidUTF8: keepsInvalidUTF8)
    }

    /// A reader of a part of `bytes`, such as one line. Offsets in errors count from the part's start.
    public init(
        _ bytes: [UInt8], in range: Range<Int>, maximumDepth: Int = 512, keepsInvalidUTF8: Bool = false
    ) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "the range must be inside the bytes")
        precondition(maximumDepth > 0 && maximumDepth <= 2048, "the maximum depth must be 1 to 2048")
        self.bytes = bytes
        self.start = range.lowerBound
        self.end = range.upperBound
        self.position = range.lowerBound
        self.maximumDepth = maximumDepth
        self.keepsInvalidUTF8 = keepsInvalidUTF8
    }

    /// How many bytes have been read.
    public var offset: Int { position - start }

    /// How many bytes are left.
    public var remainingCount: Int { end - position }

    /// The kind of the next value, which stays unread.
    public mutating func peek() throws(JSONError) -> JSONKind {
        skipWhitespace()
        guard position < end else { throw error(.truncated(expected: "a value")) }
        guard let kind = kind(of: bytes[position]) else { throw unexpected("a value") }
        return kind
    }

    /// Checks that nothing but white space is left.
    public mutating func finish() throws(JSONError) {
        skipWhitespace()
        if depth > 0 { throw error(.truncated(expected: "the end of an array or object")) }
        if position < end { throw error(.trailingContent) }
    }

    // MARK: Objects

    /// Enters an object.
    public mutating func beginObject() throws(JSONError) {
        skipWhitespace()
        try expect(UInt8(ascii: "{"), "an object")
        try enter()
    }

    /// Reads the next key of the innermost object; `nil` at the object's end.
    public mutating func nextKey() throws(JSONError) -> [UInt8]? {
        var key: [UInt8] = []
        return try nextKey(into: &key) ? key : nil
    }

    /// Reads the next key of the innermost object into `key`, replacing what was there.
    /// - Returns: `false` at the object's end, which leaves `key` empty.
    public mutating func nextKey(into key: inout [UInt8]) throws(JSONError) -> Bool {
        key.removeAll(keepingCapacity: true)
        return try nextKey(appendingTo: &key)
    }

    /// Reads the next key of the innermost object and appends it to `keys`: for callers that keep many keys
    /// in one array.
    /// - Returns: `false` at the object's end.
    public mutating func nextKey(appendingTo keys: inout [UInt8]) throws(JSONError) -> Bool {
        guard try nextItem(closing: UInt8(ascii: "}"), "a comma or the end of the object") else { return false }
        guard position < end else { throw error(.truncated(expected: "a key")) }
        guard bytes[position] == UInt8(ascii: "\"") else { throw unexpected("a key") }
        try appendString(to: &keys)
        try colon()
        return true
    }

    // MARK: Arrays

    /// Enters an array.
    public mutating func beginArray() throws(JSONError) {
        skipWhitespace()
        try expect(UInt8(ascii: "["), "an array")
        try enter()
    }

    /// Whether the innermost array has another element, which is then to be read.
    public mutating func nextElement() throws(JSONError) -> Bool {
        try nextItem(closing: UInt8(ascii: "]"), "a comma or the end of the array")
    }

    // MARK: Literals

    /// Reads `true` or `false`.
    public mutating func readBool() throws(JSONError) -> Bool {
        skipWhitespace()
        if takeLiteral("true") { return true }
        if takeLiteral("false") { return false }
        throw unexpected("true or false")
    }

    /// Reads `null`.
    public mutating func readNull() throws(JSONError) {
        skipWhitespace()
        guard takeLiteral("null") else { throw unexpected("null") }
    }

    /// Reads `null` if it comes next.
    public mutating func readNullIfPresent() -> Bool {
        skipWhitespace()
        return takeLiteral("null")
    }

    // MARK: Whole values

    /// Reads any value and drops it, with every check but without keeping anything.
    /// - Returns: its place in the array that was given to the reader.
    @discardableResult
    public mutating func skipValue() throws(JSONError) -> Range<Int> {
        let kind = try peek()
        let first = position
        switch kind {
        case .object:
            try beginObject()
            while try nextItem(closing: UInt8(ascii: "}"), "a comma or the end of the object") {
                guard position < end, bytes[position] == UInt8(ascii: "\"") else { throw unexpected("a key") }
                try skipString()
                try colon()
                try skipValue()
            }
        case .array:
            try beginArray()
            while try nextElement() { try skipValue() }
        case .string: try skipString()
        case .number: _ = try scanNumber()
        case .bool: _ = try readBool()
        case .null: try readNull()
        }
        return first..<position
    }

    /// Reads any value into memory: for small parts such as settings.
    public mutating func readValue() throws(JSONError) -> JSONValue {
        switch try peek() {
        case .object:
            var members: [JSONValue.Member] = []
            try beginObject()
            while let key = try nextKey() { members.append(JSONValue.Member(key: key, value: try readValue())) }
            return .object(members)
        case .array:
            var elements: [JSONValue] = []
            try beginArray()
            while try nextElement() { elements.append(try readValue()) }
            return .array(elements)
        case .string: return .string(try readString())
        case .number: return try readNumberValue()
        case .bool: return .bool(try readBool())
        case .null:
            try readNull()
            return .null
        }
    }
}
