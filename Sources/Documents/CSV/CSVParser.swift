/// Takes documents from CSV records (RFC 4180).
///
/// Only the wanted fields are kept, so a record costs the memory of its text. An unquoted field is taken as
/// it is, quotes inside included.
struct CSVParser: RecordParser {
    private let textField: String
    private let idField: String?
    private let separator: UInt8
    private let maximumBytes: Int

    private var columns: Columns?
    /// The line, from 1, on which the next byte lies.
    private var line = 1

    private struct Columns {
        var count: Int
        var text: Int
        var id: Int?
    }

    init(textField: String, idField: String?, separator: UInt8, limits: DocumentSource.Limits) {
        self.textField = textField
        self.idField = idField
        self.separator = separator
        maximumBytes = limits.maximumDocumentBytes
    }

    mutating func next(from input: BufferedInput) throws(DocumentError) -> Record? {
        if columns == nil { columns = try readHeader(from: input) }
        guard let columns else { return nil }
        while true {
            let first = line
            var record = Record(line: first, id: columns.id == nil ? nil : [], text: [])
            var id: [UInt8] = []
            var count = 0
            var ending = FieldEnding.separator
            var isBlank = true
            while ending == .separator {
                let field: Field
                switch count {
                case columns.text:
                    field = try readField(from: input, into: &record.text)
                    if columns.id == columns.text { id = record.text }
                case columns.id: field = try readField(from: input, into: &id)
                default: field = try readField(from: input)
                }
                ending = field.ending
                isBlank = isBlank && field.isBlank
                count += 1
            }
            if count == 1 && isBlank {
                if ending == .file { return nil }
                continue
            }
            guard count == columns.count else {
                throw error(input, .fieldCount(count, header: columns.count), line: first)
            }
            if columns.id != nil { record.id = id }
            return record
        }
    }

    /// Reads the names of the columns; `nil` for a file without a record.
    private mutating func readHeader(from input: BufferedInput) throws(DocumentError) -> Columns? {
        try input.skipByteOrderMark()
        var names: [[UInt8]] = []
        var isBlank = true
        while names.count <= 1 && isBlank {
            names = []
            var ending = FieldEnding.separator
            while ending == .separator {
                var name: [UInt8] = []
                let field = try readField(from: input, into: &name)
                ending = field.ending
                isBlank = isBlank && field.isBlank
                names.append(name)
            }
            if ending == .file && names.count == 1 && isBlank { return nil }
        }
        let text = try column(textField, names, input)
        let id = try idField.map { name throws(DocumentError) in try column(name, names, input) }
        return Columns(count: names.count, text: text, id: id)
    }

    private func column(_ name: String, _ names: [[UInt8]], _ input: BufferedInput) throws(DocumentError) -> Int {
        if let index = names.firstIndex(of: Array(name.utf8)) { return index }
        let header = names.map { String(decoding: $0, as: UTF8.self) }
        throw error(input, .missingColumn(name, header: header), line: 1)
    }

    private func error(_ input: BufferedInput, _ problem: DocumentError.Problem, line: Int) -> DocumentError {
        DocumentError(path: input.path, line: line, problem: problem)
    }

    // MARK: Fields

    private enum FieldEnding {
        case separator, record, file
    }

    private struct Field {
        var ending: FieldEnding
        /// Whether there was nothing, not even quotes.
        var isBlank: Bool
    }

    /// Reads a field that nobody wants.
    private mutating func readField(from input: BufferedInput) throws(DocumentError) -> Field {
        var ignored: [UInt8] = []
        return try readField(from: input, into: &ignored, keeps: false)
    }

    /// Reads a field into `field` and what ends it.
    private mutating func readField(
        from input: BufferedInput, into field: inout [UInt8], keeps: Bool = true
    ) throws(DocumentError) -> Field {
        guard try hasByte(input) else { return Field(ending: .file, isBlank: true) }
        if input.bytes[input.start] == UInt8(ascii: "\"") {
            return try readQuoted(from: input, into: &field, keeps: keeps)
        }
        var length = 0
        var last: UInt8 = 0
        while try hasByte(input) {
            let stop = endOfRun(input)
            let run = input.start..<stop
            if !run.isEmpty {
                length += run.count
                last = input.bytes[stop - 1]
                if keeps { try append(run, of: input, to: &field, line: line) }
                input.skip(run.count)
            }
            guard input.start < input.end else { continue }
            let isRecordEnd = input.bytes[input.start] == 0x0A
            input.skip(1)
            guard isRecordEnd else { return Field(ending: .separator, isBlank: length == 0) }
            line += 1
            if last == 0x0D {
                length -= 1
                if keeps { field.removeLast() }
            }
            return Field(ending: .record, isBlank: length == 0)
        }
        return Field(ending: .file, isBlank: length == 0)
    }

    /// The place of the first separator or line feed at hand, or the end of what is at hand.
    private func endOfRun(_ input: BufferedInput) -> Int {
        let separator = separator
        return input.bytes[input.start..<input.end].firstIndex { $0 == separator || $0 == 0x0A } ?? input.end
    }

    private mutating func readQuoted(
        from input: BufferedInput, into field: inout [UInt8], keeps: Bool
    ) throws(DocumentError) -> Field {
        let first = line
        input.skip(1)
        while true {
            guard try hasByte(input) else { throw error(input, .openQuote, line: first) }
            let quote = input.find(UInt8(ascii: "\""), from: input.start)
            let run = input.start..<(quote ?? input.end)
            line += input.bytes[run].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
            if keeps { try append(run, of: input, to: &field, line: first) }
            input.skip(run.count)
            guard quote != nil else { continue }
            input.skip(1)
            guard try hasByte(input) else { return Field(ending: .file, isBlank: false) }
            switch input.bytes[input.start] {
            case UInt8(ascii: "\""):
                input.skip(1)
                if keeps { field.append(UInt8(ascii: "\"")) }
                continue
            case separator:
                input.skip(1)
                return Field(ending: .separator, isBlank: false)
            case 0x0D:
                input.skip(1)
                guard try hasByte(input) else { return Field(ending: .file, isBlank: false) }
                guard input.bytes[input.start] == 0x0A else { throw error(input, .textAfterQuote, line: line) }
                fallthrough
            case 0x0A:
                input.skip(1)
                line += 1
                return Field(ending: .record, isBlank: false)
            default: throw error(input, .textAfterQuote, line: line)
            }
        }
    }

    private func hasByte(_ input: BufferedInput) throws(DocumentError) -> Bool {
        if input.start < input.end { return true }
        return try input.fill()
    }

    private func append(
        _ run: Range<Int>, of input: BufferedInput, to field: inout [UInt8], line: Int
    ) throws(DocumentError) {
        if field.count + run.count > maximumBytes {
            throw error(input, .tooLarge(maximumBytes: maximumBytes), line: line)
        }
        field += input.bytes[run]
    }
}
