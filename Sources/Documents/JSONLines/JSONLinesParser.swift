import JSONBytes

/// Takes documents from lines that are JSON objects.
struct JSONLinesParser: RecordParser {
    private let text: FieldPath
    private let id: FieldPath?
    private let maximumBytes: Int
    private var line = 0
    private var key: [UInt8] = []
    /// Where strings are decoded before they are copied at their exact size: growing each document by itself
    /// took half as long again where texts have line ends.
    private var scratch: [UInt8] = []

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
        var foundText: Field?
        var foundID: Field?
        // The values of the first parts of dotted paths, looked into only if there is no exact key.
        var textParent: Range<Int>?
        var idParent: Range<Int>?
        try reader.beginObject()
        while try reader.nextKey(into: &key) {
            if key == text.exact {
                foundText = try readField(&reader, bytes)
            } else if let id, key == id.exact {
                foundID = try readField(&reader, bytes)
            } else {
                let value = try reader.skipValue()
                if let first = text.first, key == first { textParent = value }
                if let first = id?.first, key == first { idParent = value }
            }
        }
        try reader.finish()

        if foundText == nil, let textParent, let place = try text.descend(bytes, textParent) {
            var reader = JSONReader(bytes, in: place, keepsInvalidUTF8: true)
            foundText = try readField(&reader, bytes)
        }
        guard let foundText else { return .problem(.missingField(text.name)) }
        guard foundText.kind == .string else {
            return .problem(.wrongField(text.name, wanted: "a string", found: foundText.kind))
        }
        guard let id else { return .record(Record(line: line, id: nil, text: foundText.bytes)) }

        if id.exact == text.exact { foundID = foundText }
        if foundID == nil, let idParent, let place = try id.descend(bytes, idParent) {
            var reader = JSONReader(bytes, in: place, keepsInvalidUTF8: true)
            foundID = try readField(&reader, bytes)
        }
        guard let foundID else { return .problem(.missingField(id.name)) }
        guard foundID.kind == .string || foundID.kind == .number else {
            return .problem(.wrongField(id.name, wanted: "a string or number", found: foundID.kind))
        }
        return .record(Record(line: line, id: foundID.bytes, text: foundText.bytes))
    }

    private struct Field {
        var kind: JSONKind
        /// The text of a string, or a number as it is written.
        var bytes: [UInt8] = []
    }

    private mutating func readField(_ reader: inout JSONReader, _ bytes: [UInt8]) throws(JSONError) -> Field {
        var field = Field(kind: try reader.peek())
        switch field.kind {
        case .string:
            try reader.readString(into: &scratch)
            field.bytes = Array(scratch)
        case .number: field.bytes = Array(bytes[try reader.skipValue()])
        default: try reader.skipValue()
        }
        return field
    }
}
