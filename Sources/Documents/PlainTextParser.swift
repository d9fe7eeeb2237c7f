/// Takes a whole file as one document.
struct PlainTextParser: RecordParser {
    private let maximumBytes: Int
    private var isDone = false

    init(limits: DocumentSource.Limits) {
        maximumBytes = limits.maximumDocumentBytes
    }

    mutating func next(from input: BufferedInput) throws(DocumentError) -> Record? {
        if isDone { return nil }
        isDone = true
        var text: [UInt8] = []
        while try input.fill() {
            // After the first read it is known whether the size on disk is the size of the text.
            if text.isEmpty, let size = input.plainSize { text.reserveCapacity(min(size, maximumBytes)) }
            text += input.bytes[input.start..<input.end]
            input.skip(input.end - input.start)
            if text.count > maximumBytes {
                throw DocumentError(path: input.path, problem: .tooLarge(maximumBytes: maximumBytes))
            }
        }
        return Record(line: nil, id: nil, text: text)
    }
}
