/// A JSON value in memory, for small parts such as settings.
///
/// Objects keep their members in order, duplicates included; keys and strings are bytes and compare as bytes.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that `Int` holds.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// UTF-8.
    case string([UInt8])
    case array([JSONValue])
    case object([Member])

    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// UTF-8.
        public var key: [UInt8]
        public var value: JSONValue

        public init(key: [UInt8], value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value of a whole JSON text.
    /// - Throws: ``JSONError`` if it is not exactly one JSON value.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.readValue()
        try reader.finish()
    }

    /// A string value.
    public static func text(_ text: String) -> JSONValue { .string(Array(text.utf8)) }

    /// The kind of the value.
    public var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .integer, .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The member with exactly these UTF-8 bytes as its key; the last one if there are several, as in Python.
    /// - Complexity: O(*n*) in the number of members.
    public subscript(key: String) -> JSONValue? {
        self[Array(key.utf8)]
    }

    /// The member with these bytes as its key; the last one if there are several.
    public subscript(key: [UInt8]) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// The element at an index; `nil` outside the array or if this is none.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var isNull: Bool { self == .null }

    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, also of a `number` that is whole and exact (`1.0`).
    public var intValue: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    public var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The bytes of a string.
    public var stringBytes: [UInt8]? {
        if case .string(let value) = self { value } else { nil }
    }

    /// A string as `String`: for names and messages, not for text that must keep its identity in a table.
    public var stringValue: String? {
        stringBytes.map { String(decoding: $0, as: UTF8.self) }
    }

    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var objectValue: [Member]? {
        if case .object(let value) = self { value } else { nil }
    }
}
