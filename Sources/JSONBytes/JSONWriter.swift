/// Writes JSON into bytes, in the order in which it is told.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.key("tokens")
/// writer.int(12)
/// writer.endObject()
/// writer.bytes   // {"tokens":12}
/// ```
/// Valid UTF-8 is kept as it is; quotes, backslashes and control characters are escaped; an invalid
/// sequence becomes U+FFFD, so the result is always valid JSON. The form is a function of the calls alone:
/// nothing is sorted, and nothing depends on the locale.
public struct JSONWriter: Sendable {
    /// How the result is laid out.
    public enum Style: Sendable, Hashable {
        /// No white space.
        case compact
        /// An item a line, two spaces a level; an empty container is `[]` or `{}`.
        case pretty
    }

    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []
    private let isPretty: Bool
    private var depth = 0
    /// Whether the innermost container has no item yet.
    private var isFresh = true
    /// Whether a key has just been written.
    private var isAfterKey = false

    public init(_ style: Style = .compact) {
        isPretty = style == .pretty
    }

    // MARK: Containers

    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes the key of the next member.
    public mutating func key(_ key: String) { self.key(Array(key.utf8)) }

    /// Writes the key of the next member from its UTF-8.
    public mutating func key(_ key: [UInt8]) {
        beforeItem()
        appendQuoted(key.span)
        bytes.append(UInt8(ascii: ":"))
        if isPretty { bytes.append(0x20) }
        isAfterKey = true
    }

    // MARK: Values

    public mutating func string(_ text: String) { string(Array(text.utf8)) }

    /// Writes a string from its UTF-8.
    public mutating func string(_ text: [UInt8]) { string(text.span) }

    /// Writes a string from its UTF-8.
    public mutating func string(_ text: Span<UInt8>) {
        beforeItem()
        appendQuoted(text)
    }

    public mutating func int(_ value: Int) {
        beforeItem()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes the shortest number that reads back as the same `Double`. JSON has no infinity and no NaN:
    /// these become `null`.
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        beforeItem()
        bytes.append(contentsOf: value.description.utf8)
    }

    public mutating func bool(_ value: Bool) {
        beforeItem()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func null() {
        beforeItem()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a value with everything in it.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): int(value)
        case .number(let value): double(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Writes bytes that are JSON already, such as a value copied from a reader's array. They are not checked.
    public mutating func rawValue(_ json: some Sequence<UInt8>) {
        beforeItem()
        bytes.append(contentsOf: json)
    }

    // MARK: Members in one call

    public mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    public mutating func member(_ name: String, _ value: Int) {
        key(name)
        int(value)
    }

    public mutating func member(_ name: String, _ value: Double) {
        key(name)
        double(value)
    }

    public mutating func member(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    public mutating func member(_ name: String, _ value: JSONValue) {
        key(name)
        self.value(value)
    }

    // MARK: Lines

    /// Ends a line: the next value starts a new JSON text (JSON Lines).
    public mutating func newline() {
        precondition(depth == 0, "every array and object must be closed at the end of a line")
        bytes.append(0x0A)
        isFresh = true
    }

    /// Takes what has been written and goes on empty, inside the same containers: for writing a long
    /// text to a file piece by piece.
    public mutating func takeBytes() -> [UInt8] {
        let taken = bytes
        bytes = []
        bytes.reserveCapacity(taken.count)
        return taken
    }

    // MARK: Layout

    private mutating func open(_ byte: UInt8) {
        beforeItem()
        bytes.append(byte)
        depth += 1
        isFresh = true
    }

    private mutating func close(_ byte: UInt8) {
        precondition(depth > 0 && !isAfterKey, "an array or object must be open, and each key have a value")
        depth -= 1
        if isPretty && !isFresh { indent() }
        bytes.append(byte)
        isFresh = false
    }

    @inline(__always)
    private mutating func beforeItem() {
        if isAfterKey {
            isAfterKey = false
            return
        }
        precondition(depth > 0 || isFresh, "a JSON text must be one value; call newline() before another")
        if !isFresh { bytes.append(UInt8(ascii: ",")) }
        if isPretty && depth > 0 { indent() }
        isFresh = false
    }

    private mutating func indent() {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    // MARK: Strings

    private mutating func appendQuoted(_ text: Span<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var done = 0
        while done < text.count {
            let (stop, invalid) = unsafe text.withUnsafeBufferPointer {
                unsafe PlainRun.scan($0, done, text.count, validates: true)
            }
            append(text.extracting(done..<(invalid ?? stop)))
            if let invalid {
                bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
                done = invalid + UTF8Validation.invalidLength(in: text, at: invalid)
            } else {
                if stop < text.count { appendEscaped(text[stop]) }
                done = stop + 1
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ run: Span<UInt8>) {
        unsafe run.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            for digit in [byte >> 4, byte & 15] {
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
