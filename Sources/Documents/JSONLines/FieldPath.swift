import JSONBytes

/// The name of a field: a member's exact key, or failing that a dotted path to a member of a member.
struct FieldPath {
    let name: String
    let exact: [UInt8]
    /// The key before the first dot, and the path after it; `nil` without a dot.
    let first: [UInt8]?
    private let rest: [UInt8]

    init(_ name: String) {
        self.name = name
        let bytes = Array(name.utf8)
        exact = bytes
        let dot = bytes.firstIndex(of: UInt8(ascii: "."))
        first = dot.map { Array(bytes[..<$0]) }
        rest = dot.map { Array(bytes[($0 + 1)...]) } ?? []
    }

    /// The place of the value that the rest of the path names inside the value at `range`, `nil` if there is none.
    func descend(_ bytes: [UInt8], _ range: Range<Int>) throws(JSONError) -> Range<Int>? {
        try Self.find(rest[...], bytes, range)
    }

    private static func find(
        _ path: ArraySlice<UInt8>, _ bytes: [UInt8], _ range: Range<Int>
    ) throws(JSONError) -> Range<Int>? {
        var reader = JSONReader(bytes, in: range)
        guard try reader.peek() == .object else { return nil }
        let dot = path.firstIndex(of: UInt8(ascii: "."))
        var found: Range<Int>?
        var parent: Range<Int>?
        var key: [UInt8] = []
        try reader.beginObject()
        while try reader.nextKey(into: &key) {
            let value = try reader.skipValue()
            if key[...] == path {
                found = value
            } else if let dot, key[...] == path[..<dot] {
                parent = value
            }
        }
        if let found { return found }
        guard let parent, let dot else { return nil }
        return try find(path[(dot + 1)...], bytes, parent)
    }
}
