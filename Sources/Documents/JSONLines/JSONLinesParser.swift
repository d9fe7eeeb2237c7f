import JSONBytes

/// Takes documents from lines that are JSON objects.
struct JSONLinesParser: RecordParser {
    private let text: FieldPath
    private let id: FieldPath?
    private let maximumBytes: Int
    private var line = 0
    private var key: [UInt8] = []

    init(textField: String, idField: String?, limits: DocumentSource.Limits) {
        text = FieldPath(textField)
        id = idField.map { FieldPath($0) }
        maximumBytes = limits.maximumDocumentBytes
    }

    mutating func next(from input: BufferedInput) throws(DocumentError) -> Record? {
        if line == 0 { try input.skipByteOrderMark() }
        while let range = try input.nextLine(maximum: maximumBytes, number: line + 1) {
            line += 1
            if isBlank(input.bytes[range]) { continue }
            let result: Result
            do { result = try parse(input.bytes, range) } catch {
                throw DocumentError(path: input.path, line: line, problem: .json(error))
            }
            switch result {
            case .record(let record): return record
            case .problem(let problem): throw DocumentError(path: input.path, line: line, problem: problem)
            }
        }
        return nil
    }

    private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }

    private enum Result {
        case record(Record)
        case problem(DocumentError.Problem)
    }

    /// One line. Bytes that are not UTF-8 are kept: the text of a document is the user's, and what it
    /// contains is counted later; one bad byte must not stop a corpus of gigabytes.
    private mutating func parse(_ bytes: [UInt8], _ range: Range<Int>) throws(JSONError) -> Result {
        var reader = JSONReader(bytes, in: range, keepsInvalidUTF8: true)
        let kind = try reader.peek()
        guard kind == .object else { return .problem(.notAnObject(kind)) }
        var found: [UInt8]?
        var foundKind: JSONKind?
        var foundID: Range<Int>?
        // The values of the first parts of dotted paths, looked into only if there is no exact key.
        var textParent: Range<Int>?
        var idParent: Range<Int>?
        try reader.beginObject()
        while try reader.nextKey(into: &key) {
            if key == text.exact {
                foundKind = try reader.peek()
                if foundKind == .string {
                    found = try Self.readText(&reader, range)
                } else {
                    try reader.skipValue()
                }
                continue
            }
            let value = try reader.skipValue()
            if let id, key == id.exact { foundID = value }
            if let first = text.first, key == first { textParent = value }
            if let first = id?.first, key == first { idParent = value }
        }
        try reader.finish()

        if foundKind == nil, let textParent, let place = try text.descend(bytes, textParent) {
            var reader = JSONReader(bytes, in: place, keepsInvalidUTF8: true)
            foundKind = try reader.peek()
            if foundKind == .string { found = try reader.readString() }
        }
        guard let foundKind else { return .problem(.missingField(text.name)) }
        guard foundKind == .string, let found else {
            return .problem(.wrongField(text.name, wanted: "a string", found: foundKind))
        }
        guard let id else { return .record(Record(line: line, id: nil, text: found)) }
        if id.exact == text.exact { return .record(Record(line: line, id: found, text: found)) }
        if foundID == nil, let idParent { foundID = try id.descend(bytes, idParent) }
        guard let foundID else { return .problem(.missingField(id.name)) }
        return try readID(bytes, foundID, text: found)
    }

    private static func readText(_ reader: inout JSONReader, _ range: Range<Int>) throws(JSONError) -> [UInt8] {
        var text: [UInt8] = []
        // Escapes only get shorter when decoded, so the rest of the line is room enough.
        text.reserveCapacity(range.count - reader.offset)
        try reader.appendString(to: &text)
        return text
    }

    private func readID(_ bytes: [UInt8], _ place: Range<Int>, text: [UInt8]) throws(JSONError) -> Result {
        var reader = JSONReader(bytes, in: place, keepsInvalidUTF8: true)
        switch try reader.peek() {
        case .string: return .record(Record(line: line, id: try reader.readString(), text: text))
        case .number: return .record(Record(line: line, id: Array(bytes[place]), text: text))
        case let kind: return .problem(.wrongField(id?.name ?? "", wanted: "a string or number", found: kind))
        }
    }
}
